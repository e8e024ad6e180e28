package io.kinesisrewind.benchmarks.pipeline;

import io.kinesisrewind.benchmarks.Folder;
import io.kinesisrewind.benchmarks.Median;
import io.kinesisrewind.benchmarks.Table;
import io.kinesisrewind.benchmarks.data.Workload;
import io.kinesisrewind.benchmarks.flink.ArchiveRun;
import io.kinesisrewind.benchmarks.flink.BenchmarkCluster;
import io.kinesisrewind.benchmarks.flink.PreparedRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole pipeline, per core, against a bare parquet-avro writer on the same records. */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    description = {
      "Records per CPU-second of the archive job (parallelism 1, a source in memory, sorted files"
          + " on the local disk) against a bare parquet-avro writer: rounds in turn, the median."
    })
public final class PipelineBenchmark implements Callable<Integer> {

  private static final Duration NO_CHECKPOINT_BUT_THE_LAST = Duration.ofHours(1);

  @Spec private CommandSpec spec;

  @Option(names = "--payload-bytes", split = ",", description = "Sizes (default: 100,400,4096)")
  private List<Integer> payloadBytes = List.of(100, 400, 4096);

  @Option(names = "--megabytes", description = "Of payload in a round (default: 256)")
  private int megabytes = 256;

  @Option(names = "--most-records", description = "Of a round (default: 1000000)")
  private int mostRecords = 1_000_000;

  @Option(names = "--rounds", description = "After those for warming up (default: 7)")
  private int rounds = 7;

  @Option(
      names = "--warm-up",
      description = "Most rounds before, until the compiler is at rest (default: 15)")
  private int warmUp = 15;

  @Option(names = "--profile", description = "Also say where the pipeline's time goes")
  private boolean profile;

  @Override
  public Integer call() throws Exception {
    Table table =
        Table.of(
            "payload",
            "records",
            "files",
            "bare µs CPU",
            "pipeline µs CPU",
            "**ratio, CPU**",
            "rounds",
            "ratio, clock",
            "bare bytes/payload",
            "pipeline bytes/payload");
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
    try (PreparedRecords records = PreparedRecords.of(workload, count)) {
      int files = pipeline(flink, records).files();
      int left = warmUp;
      while (left > 0 && !pair(flink, records, files).isWarm()) {
        left--;
      }
      List<Pair> pairs = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        pairs.add(pair(flink, records, files));
      }
      if (profile) {
        Profile.of(() -> pipeline(flink, records))
            .print(spec.commandLine().getOut(), workload.payloadBytes());
      }
      return row(workload, records, pairs);
    }
  }

  private static Pair pair(BenchmarkCluster flink, PreparedRecords records, int files)
      throws Exception {
    return new Pair(bare(records, files), pipeline(flink, records));
  }

  private static Round pipeline(BenchmarkCluster flink, PreparedRecords records) throws Exception {
    try (Folder folder = Folder.temporary()) {
      StreamExecutionEnvironment env = flink.environment();
      ArchiveRun.into(folder.path(), "events-0").define(env, records);
      Cost cost = Cost.of(() -> flink.run(env));
      return new Round(cost, folder.files().size(), folder.bytes());
    }
  }

  private static Round bare(PreparedRecords records, int files) throws Exception {
    try (Folder folder = Folder.temporary()) {
      Cost cost = Cost.of(() -> BareWriter.write(records.records(), files, folder.path()));
      return new Round(cost, folder.files().size(), folder.bytes());
    }
  }

  private static String[] row(Workload workload, PreparedRecords records, List<Pair> pairs) {
    int count = records.records().length;
    double payload = records.payloadBytes();
    return new String[] {
      workload.payloadBytes() + " B",
      Integer.toString(count),
      Integer.toString(pairs.get(0).pipeline().files()),
      text("%.2f", Median.of(pairs, pair -> pair.bare().cost().cpuMicrosPer(count))),
      text("%.2f", Median.of(pairs, pair -> pair.pipeline().cost().cpuMicrosPer(count))),
      text("**%.2f**", Median.of(pairs, Pair::cpuRatio)),
      text(
          "%.2f to %.2f",
          pairs.stream().mapToDouble(Pair::cpuRatio).min().orElseThrow(),
          pairs.stream().mapToDouble(Pair::cpuRatio).max().orElseThrow()),
      text("%.2f", Median.of(pairs, Pair::clockRatio)),
      text("%.3f", pairs.get(0).bare().bytes() / payload),
      text("%.3f", pairs.get(0).pipeline().bytes() / payload)
    };
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }

  private record Round(Cost cost, int files, long bytes) {}

  /** Two rounds, one right after the other. */
  private record Pair(Round bare, Round pipeline) {

    boolean isWarm() {
      return bare.cost().isWarm() && pipeline.cost().isWarm();
    }

    double cpuRatio() {
      return (double) bare.cost().cpuNanos() / pipeline.cost().cpuNanos();
    }

    double clockRatio() {
      return (double) bare.cost().wallNanos() / pipeline.cost().wallNanos();
    }
  }
}
