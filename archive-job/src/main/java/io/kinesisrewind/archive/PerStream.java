package io.kinesisrewind.archive;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.flink.metrics.MetricGroup;

/**
 * An operator's metrics for each stream: registered, all of them, when the stream is first met, in
 * the group {@code kinesisanalytics.stream.<name>}. For any thread.
 *
 * @param <M> metrics of one stream
 */
public final class PerStream<M> {

  private final MetricGroup operator;
  private final Function<MetricGroup, M> register;
  private final Map<String, M> streams = new ConcurrentHashMap<>();

  /**
   * @param register given a stream's group
   */
  public PerStream(MetricGroup operator, Function<MetricGroup, M> register) {
    this.operator = operator;
    this.register = register;
  }

  public M of(String stream) {
    M known = streams.get(stream);
    return known != null
        ? known
        : streams.computeIfAbsent(
            stream, name -> register.apply(ArchiveMetrics.group(operator, name)));
  }
}
