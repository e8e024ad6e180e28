package io.kinesisrewind.benchmarks.scan;

import io.kinesisrewind.benchmarks.Median;
import io.kinesisrewind.benchmarks.Table;
import io.kinesisrewind.benchmarks.data.RecordGenerator;
import io.kinesisrewind.benchmarks.data.Workload;
import io.kinesisrewind.benchmarks.flink.BenchmarkCluster;
import io.kinesisrewind.benchmarks.pipeline.Cost;
import io.kinesisrewind.replay.plan.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One key's records out of many: against reading all of them, and against DuckDB. */
@Command(
    name = "lookup",
    mixinStandardHelpOptions = true,
    description = {
      "Bytes and time to read one key's records (some 100) out of archives of 1 and 10 million, by"
          + " the replay's source, against a full scan and against DuckDB with the same filter."
    })
public final class LookupBenchmark implements Callable<Integer> {

  private static final int RECORDS_PER_KEY = 100;

  @Spec private CommandSpec spec;

  @Option(names = "--records", split = ",", description = "(default: 1000000,10000000)")
  private List<Integer> records = List.of(1_000_000, 10_000_000);

  @Option(names = "--payload-bytes", description = "(default: 100)")
  private int payloadBytes = 100;

  @Option(names = "--rounds", description = "After two for warming up (default: 7)")
  private int rounds = 7;

  @Override
  public Integer call() throws Exception {
    Table table =
        Table.of(
            "records",
            "stored MB",
            "scan MB read",
            "key MB read",
            "**bytes, scan/key**",
            "scan s",
            "key ms",
            "DuckDB ms",
            "**time, key/DuckDB**",
            "CPU, key/DuckDB",
            "empty job ms");
    try (BenchmarkCluster flink = BenchmarkCluster.start(1, Duration.ofHours(1))) {
      for (int count : records) {
        int keys = Math.max(1, count / RECORDS_PER_KEY);
        table.row(row(flink, new Workload(payloadBytes, keys, 0, 1, false), count));
      }
    }
    table.print(spec.commandLine().getOut());
    return 0;
  }

  private String[] row(BenchmarkCluster flink, Workload workload, int count) throws Exception {
    String key = RecordGenerator.of(workload).record(count / 2).getPartitionKey();
    try (GeneratedArchive archive = GeneratedArchive.of(flink, workload, count);
        DuckDb duckDb = DuckDb.on(archive.path())) {
      Selection all = archive.everything();
      Selection ofKey = all.withKeys(List.of(key));
      Reading scan = read(flink, archive, all);
      List<Round> found = new ArrayList<>();
      for (int i = 0; i < rounds + 2; i++) {
        Reading empty = read(flink, archive, all.arrivedBetween(null, Instant.EPOCH));
        Reading one = read(flink, archive, ofKey);
        found.add(new Round(empty, one, Cost.of(() -> duckDb.read(key))));
      }
      List<Round> warm = found.subList(2, found.size());
      double keyMillis = Median.of(warm, Round::keyMillis);
      double duckMillis = Median.of(warm, round -> round.duckDb().wallNanos() / 1e6);
      double bytes = warm.get(0).key().bytes();
      return new String[] {
        Integer.toString(count),
        text("%.1f", archive.bytes() / 1e6),
        text("%.1f", scan.bytes() / 1e6),
        text("%.3f", bytes / 1e6),
        text("**%.0f**", scan.bytes() / bytes),
        text("%.2f", scan.cost().wallNanos() / 1e9),
        text("%.0f", keyMillis),
        text("%.0f", duckMillis),
        text("**%.2f**", keyMillis / duckMillis),
        text("%.2f", Median.of(warm, Round::cpuRatio)),
        text("%.0f", Median.of(warm, round -> round.empty().cost().wallNanos() / 1e6))
      };
    }
  }

  /** Planning is part of it. */
  private static Reading read(BenchmarkCluster flink, GeneratedArchive archive, Selection selection)
      throws Exception {
    CountedFiles.take();
    Cost cost = Cost.of(() -> ScanJob.run(flink, archive, selection));
    return new Reading(cost, CountedFiles.take().bytes());
  }

  private static String text(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }

  private record Reading(Cost cost, long bytes) {}

  /**
   * @param empty the same job with nothing to read: what starting and ending it takes
   */
  private record Round(Reading empty, Reading key, Cost duckDb) {

    double keyMillis() {
      return (key.cost().wallNanos() - empty.cost().wallNanos()) / 1e6;
    }

    double cpuRatio() {
      return (double) (key.cost().cpuNanos() - empty.cost().cpuNanos()) / duckDb.cpuNanos();
    }
  }
}
