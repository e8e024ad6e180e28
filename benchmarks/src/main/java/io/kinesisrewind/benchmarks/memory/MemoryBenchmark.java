package io.kinesisrewind.benchmarks.memory;

import io.kinesisrewind.benchmarks.Benchmarks;
import io.kinesisrewind.benchmarks.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.MemorySize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The archive job, 8 buckets, in a JVM of so much heap and no more. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = {
      "Peak of the live heap of the archive job, 8 buckets, at full speed, against"
          + " --write-buffer + --block-size; in a JVM that has --heap and no more."
    })
public final class MemoryBenchmark implements Callable<Integer> {

  /** Many times what the buffer holds of the smallest ones. */
  private static final long MOST_RECORDS = 4_000_000;

  @Spec private CommandSpec spec;

  @Option(names = "--heap", description = "Of the job's JVM (default: 1g)")
  private String heap = "1g";

  @Option(names = "--block-size", description = "As of the job (default: 64mb)")
  private MemorySize blockSize = MemorySize.ofMebiBytes(64);

  @Option(names = "--write-buffer", description = "As of the job (default: 512mb)")
  private MemorySize writeBuffer = MemorySize.ofMebiBytes(512);

  @Option(names = "--megabytes", description = "Of payload in each case (default: 2048)")
  private long megabytes = 2048;

  @Override
  public Integer call() throws Exception {
    Table table =
        Table.of(
            "records",
            "payload MB",
            "files",
            "s",
            "base MB",
            "peak MB over base",
            "write-buffer + block-size MB",
            "**peak / formula**");
    row(table, "100 B, JSON, 1 million keys", 100, 1_000_000, false);
    row(table, "400 B, JSON, 10,000 keys", 400, 10_000, false);
    row(table, "400 B, random bytes, 10,000 keys", 400, 10_000, true);
    row(table, "1 MiB, random bytes, 10,000 keys", 1 << 20, 10_000, true);
    table.print(spec.commandLine().getOut());
    return 0;
  }

  private void row(Table table, String name, int payloadBytes, int keys, boolean random)
      throws Exception {
    long records = Math.max(1, Math.min(MOST_RECORDS, (megabytes << 20) / payloadBytes));
    MemoryResult result = MemoryResult.of(run(payloadBytes, keys, random, records));
    long formula = writeBuffer.getBytes() + blockSize.getBytes();
    long peak = result.peak() - result.base();
    table.row(
        name,
        text("%.0f", megabytes(records * payloadBytes)),
        Integer.toString(result.files()),
        text("%.0f", result.millis() / 1e3),
        text("%.0f", megabytes(result.base())),
        text("%.0f", megabytes(peak)),
        text("%.0f", megabytes(formula)),
        text("**%.2f**", (double) peak / formula));
  }

  /** The child's output; it ends with this process. */
  private List<String> run(int payloadBytes, int keys, boolean random, long records)
      throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + heap,
                "-Xmx" + heap,
                "-XX:+UseParallelGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "-classpath",
                System.getProperty("java.class.path"),
                Benchmarks.class.getName(),
                MemoryRun.NAME,
                "--payload-bytes=" + payloadBytes,
                "--keys=" + keys,
                "--random=" + random,
                "--records=" + records,
                "--block-size=" + blockSize.getBytes() + "b",
                "--write-buffer=" + writeBuffer.getBytes() + "b")
            .redirectErrorStream(true)
            .start();
    Thread end = new Thread(child::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(end);
    try (BufferedReader output = child.inputReader()) {
      return output.lines().toList();
    } finally {
      child.destroyForcibly();
      Runtime.getRuntime().removeShutdownHook(end);
    }
  }

  private static double megabytes(long bytes) {
    return bytes / (double) (1 << 20);
  }

  private static String text(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
