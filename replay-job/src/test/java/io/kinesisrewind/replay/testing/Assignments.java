package io.kinesisrewind.replay.testing;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;

/** Notes what an enumerator assigns to whom: {@code "a, b to 1"}, {@code "no more to 1"}. */
public final class Assignments {

  private final List<String> events = new ArrayList<>();

  public List<String> events() {
    return events;
  }

  /** What an enumerator that only assigns needs of Flink. */
  @SuppressWarnings("unchecked")
  public <S extends SourceSplit> SplitEnumeratorContext<S> context(int parallelism) {
    return (SplitEnumeratorContext<S>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SplitEnumeratorContext.class},
            (proxy, method, arguments) -> {
              return switch (method.getName()) {
                case "currentParallelism" -> parallelism;
                case "assignSplits" -> note((SplitsAssignment<S>) arguments[0]);
                case "signalNoMoreSplits" -> note("no more to " + arguments[0]);
                default -> throw new UnsupportedOperationException(method.getName());
              };
            });
  }

  private Object note(String event) {
    events.add(event);
    return null;
  }

  private Object note(SplitsAssignment<? extends SourceSplit> assigned) {
    assigned
        .assignment()
        .forEach(
            (reader, splits) ->
                events.add(
                    String.join(", ", splits.stream().map(SourceSplit::splitId).toList())
                        + " to "
                        + reader));
    return null;
  }
}
