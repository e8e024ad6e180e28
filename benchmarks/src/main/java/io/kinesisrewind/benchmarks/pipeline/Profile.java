package io.kinesisrewind.benchmarks.pipeline;

import io.kinesisrewind.benchmarks.Table;
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

  private Profile(Map<Step, Integer> samples) {
    this.samples = samples;
  }

  static Profile of(Cost.Work work) throws Exception {
    Path file = Files.createTempFile("rewind-benchmark-", ".jfr");
    try (Recording recording = new Recording()) {
      SAMPLES.forEach(event -> recording.enable(event).withPeriod(PERIOD));
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
      return read(file);
    } finally {
      Files.delete(file);
    }
  }

  private static Profile read(Path file) throws IOException {
    Map<Step, Integer> samples = new HashMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (!SAMPLES.contains(event.getEventType().getName()) || event.getStackTrace() == null) {
        continue;
      }
      List<String> frames = event.getStackTrace().getFrames().stream().map(Profile::name).toList();
      if (!event.getEventType().getName().contains("Native") || Step.isZstd(frames.get(0))) {
        samples.merge(Step.of(frames), 1, Integer::sum);
      }
    }
    return new Profile(samples);
  }

  private static String name(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return method.getType().getName() + "." + method.getName();
  }

  /** Shares of the samples, the largest first. */
  void print(PrintWriter out, int payloadBytes) {
    int all = samples.values().stream().mapToInt(Integer::intValue).sum();
    Table table = Table.of("step, " + payloadBytes + " B", "share of " + all + " samples");
    samples.entrySet().stream()
        .sorted(Map.Entry.<Step, Integer>comparingByValue().reversed())
        .forEach(
            entry ->
                table.row(
                    entry.getKey().toString(),
                    String.format(Locale.ROOT, "%.0f %%", 100.0 * entry.getValue() / all)));
    table.print(out);
  }
}
