package io.kinesisrewind.benchmarks.pipeline;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a run's time goes, by JFR's samples of the threads that compute: each is booked under the
 * innermost frame that {@link Step} knows.
 */
final class Profile {

  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final List<String> SAMPLES =
      List.of("jdk.ExecutionSample", "jdk.NativeMethodSample");

  private final Map<Step, Integer> samples;
  private final Map<String, Integer> leaves;
  private final Cost cost;

  private Profile(Map<Step, Integer> samples, Map<String, Integer> leaves, Cost cost) {
    this.samples = samples;
    this.leaves = leaves;
    this.cost = cost;
  }

  static Profile of(Cost.Work work) throws Exception {
    Path file = Files.createTempFile("rewind-benchmark-", ".jfr");
    try (Recording recording = new Recording()) {
      SAMPLES.forEach(event -> recording.enable(event).withPeriod(PERIOD));
      recording.start();
      Cost cost = Cost.of(work);
      recording.stop();
      recording.dump(file);
      return read(file, cost);
    } finally {
      Files.delete(file);
    }
  }

  private static Profile read(Path file, Cost cost) throws IOException {
    Map<Step, Integer> samples = new HashMap<>();
    Map<String, Integer> leaves = new HashMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (!SAMPLES.contains(event.getEventType().getName()) || event.getStackTrace() == null) {
        continue;
      }
      List<String> frames = event.getStackTrace().getFrames().stream().map(Profile::name).toList();
      if (!event.getEventType().getName().contains("Native") || Step.isZstd(frames.get(0))) {
        samples.merge(Step.of(frames), 1, Integer::sum);
        leaves.merge(frames.get(0), 1, Integer::sum);
      }
    }
    return new Profile(samples, leaves, cost);
  }

  private static String name(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return method.getType().getName() + "." + method.getName();
  }

  void print(PrintWriter out, int records) {
    int all = samples.values().stream().mapToInt(Integer::intValue).sum();
    out.printf(Locale.ROOT, "%d samples, %.2f µs CPU%n", all, cost.cpuMicrosPer(records));
    samples.entrySet().stream()
        .sorted(Map.Entry.<Step, Integer>comparingByValue().reversed())
        .forEach(
            entry ->
                out.printf(
                    Locale.ROOT, "%5.1f %%  %s%n", 100.0 * entry.getValue() / all, entry.getKey()));
    leaves.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(25)
        .forEach(
            entry ->
                out.printf(
                    Locale.ROOT,
                    "    %5.1f %%  %s%n",
                    100.0 * entry.getValue() / all,
                    entry.getKey()));
    out.flush();
  }
}
