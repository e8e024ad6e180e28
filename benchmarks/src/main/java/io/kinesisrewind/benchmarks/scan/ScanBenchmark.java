package io.kinesisrewind.benchmarks.scan;

import io.kinesisrewind.benchmarks.Median;
import io.kinesisrewind.benchmarks.Table;
import io.kinesisrewind.benchmarks.data.Workload;
import io.kinesisrewind.benchmarks.flink.BenchmarkCluster;
import io.kinesisrewind.benchmarks.pipeline.Cost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The archive source in a job, per core, against a bare parquet-avro reader on the same files. */
@Command(
    name = "scan",
    mixinStandardHelpOptions = true,
    description = {
      "Records per CPU-second of a full scan of an archive by the replay's source (parallelism 1)"
          + " against a bare parquet-avro reader of its files: rounds in turn, the median."
    })
public final class ScanBenchmark implements Callable<Integer> {

  private static final Duration NO_CHECKPOINT_BUT_THE_LAST = Duration.ofHours(1);

  @Spec private CommandSpec spec;

  @Option(names = "--payload-bytes", split = ",", description = "Sizes (default: 100,400,4096)")
  private List<Integer> payloadBytes = List.of(100, 400, 4096);

  @Option(names = "--megabytes", description = "Of payload in the archive (default: 512)")
  private int megabytes = 512;

  @Option(names = "--most-records", description = "In the archive (default: 2000000)")
  private int mostRecords = 2_000_000;

  @Option(names = "--rounds", description = "After those for warming up (default: 7)")
  private int rounds = 7;

  @Option(
      names = "--warm-up",
      description = "Most rounds before, until the compiler is at rest (default: 15)")
  private int warmUp = 15;

  @Override
  public Integer call() throws Exception {
    Table table =
        Table.of(
            "payload",
            "records",
            "files",
            "bare µs CPU",
            "source µs CPU",
            "**ratio, CPU**",
            "rounds",
            "ratio, clock");
    try (BenchmarkCluster flink = BenchmarkCluster.start(1, NO_CHECKPOINT_BUT_THE_LAST)) {
      for (int bytes : payloadBytes) {
        table.row(compare(flink, Workload.of(bytes)));
      }
    }
    table.print(spec.commandLine().getOut());
    return 0;
  }

  private String[] compare(BenchmarkCluster flink, Workload workload) throws Exception {
    int count = (int) Math.min(mostRecords, ((long) megabytes << 20) / workload.payloadBytes());
    try (GeneratedArchive archive = GeneratedArchive.of(flink, workload, count)) {
      int left = warmUp;
      while (left > 0 && !pair(flink, archive).isWarm()) {
        left--;
      }
      List<Pair> pairs = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        pairs.add(pair(flink, archive));
      }
      return row(workload, count, archive.files().size(), pairs);
    }
  }

  private static Pair pair(BenchmarkCluster flink, GeneratedArchive archive) throws Exception {
    Cost bare = Cost.of(() -> BareReader.read(archive.files()));
    return new Pair(bare, Cost.of(() -> ScanJob.run(flink, archive, archive.everything())));
  }

  private static String[] row(Workload workload, int count, int files, List<Pair> pairs) {
    return new String[] {
      workload.payloadBytes() + " B",
      Integer.toString(count),
      Integer.toString(files),
      text("%.2f", Median.of(pairs, pair -> pair.bare().cpuMicrosPer(count))),
      text("%.2f", Median.of(pairs, pair -> pair.source().cpuMicrosPer(count))),
      text("**%.2f**", Median.of(pairs, Pair::cpuRatio)),
      text(
          "%.2f to %.2f",
          pairs.stream().mapToDouble(Pair::cpuRatio).min().orElseThrow(),
          pairs.stream().mapToDouble(Pair::cpuRatio).max().orElseThrow()),
      text("%.2f", Median.of(pairs, Pair::clockRatio))
    };
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }

  /** Two rounds, one right after the other. */
  private record Pair(Cost bare, Cost source) {

    boolean isWarm() {
      return bare.isWarm() && source.isWarm();
    }

    double cpuRatio() {
      return (double) bare.cpuNanos() / source.cpuNanos();
    }

    double clockRatio() {
      return (double) bare.wallNanos() / source.wallNanos();
    }
  }
}
