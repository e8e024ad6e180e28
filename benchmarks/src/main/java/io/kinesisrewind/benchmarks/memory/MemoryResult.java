package io.kinesisrewind.benchmarks.memory;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@link MemoryRun} found, as the line that it prints.
 *
 * @param base bytes alive before the job: the cluster and the generator
 * @param peak most bytes alive while the job ran
 */
record MemoryResult(long base, long peak, long millis, int files) {

  private static final Pattern LINE =
      Pattern.compile("base=(\\d+) peak=(\\d+) millis=(\\d+) files=(\\d+)");

  static String line(long base, long peak, long millis, int files) {
    return "base=" + base + " peak=" + peak + " millis=" + millis + " files=" + files;
  }

  /**
   * @throws IllegalStateException where no line is one, with the last ones
   */
  static MemoryResult of(List<String> output) {
    for (String line : output) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        return new MemoryResult(
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)),
            Long.parseLong(matcher.group(3)),
            Integer.parseInt(matcher.group(4)));
      }
    }
    throw new IllegalStateException(
        "The job did not come to its end:\n"
            + String.join("\n", output.subList(Math.max(0, output.size() - 20), output.size())));
  }
}
