package io.kinesisrewind.benchmarks.scan;

import io.kinesisrewind.benchmarks.Median;
import io.kinesisrewind.benchmarks.Table;
import io.kinesisrewind.benchmarks.data.RecordGenerator;
import io.kinesisrewind.benchmarks.data.Workload;
import io.kinesisrewind.benchmarks.flink.BenchmarkCluster;
import io.kinesisrewind.benchmarks.flink.PreparedRecords;
import io.kinesisrewind.benchmarks.pipeline.Cost;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.schemas.ArchivedRecord;
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

/** What it takes to plan the replay of one hour, by how long the archive is. */
@Command(
    name = "planning",
    mixinStandardHelpOptions = true,
    description = {
      "Time, listings, files opened and bytes read to plan one hour out of 1, 10 and 100 days (4"
          + " files an hour)."
    })
public final class PlanningBenchmark implements Callable<Integer> {

  private static final int PAYLOAD_BYTES = 100;
  private static final int HOURS_A_DAY = 24;
  private static final Instant FIRST_DAY = Instant.parse("2026-01-01T00:00:00Z");

  @Spec private CommandSpec spec;

  @Option(names = "--days", split = ",", description = "(default: 1,10,100)")
  private List<Integer> days = List.of(1, 10, 100);

  @Option(names = "--records", description = "An hour (default: 40)")
  private int records = 40;

  @Option(names = "--rounds", description = "After as many for warming up (default: 15)")
  private int rounds = 15;

  @Override
  public Integer call() throws Exception {
    Table table =
        Table.of(
            "days",
            "files in the archive",
            "files of the hour",
            "listings",
            "files opened",
            "KB read",
            "ms (median)");
    try (BenchmarkCluster flink = BenchmarkCluster.start(1, Duration.ofHours(1))) {
      for (int count : days) {
        table.row(row(flink, count));
      }
    }
    table.print(spec.commandLine().getOut());
    return 0;
  }

  private String[] row(BenchmarkCluster flink, int days) throws Exception {
    Workload workload = Workload.of(PAYLOAD_BYTES);
    try (PreparedRecords prepared = PreparedRecords.of(records(workload, days));
        GeneratedArchive archive = GeneratedArchive.of(flink, workload, prepared)) {
      Instant hour = FIRST_DAY.plus(Duration.ofHours((long) days * HOURS_A_DAY / 2));
      Selection ofHour = archive.everything().arrivedBetween(hour, hour.plus(Duration.ofHours(1)));
      List<Cost> costs = new ArrayList<>();
      CountedFiles.Usage usage = null;
      for (int i = 0; i < 2 * rounds; i++) {
        CountedFiles.take();
        costs.add(Cost.of(() -> archive.plan(ofHour)));
        usage = CountedFiles.take();
      }
      return new String[] {
        Integer.toString(days),
        Integer.toString(archive.files().size()),
        Long.toString(archive.plan(ofHour).totals().files()),
        Long.toString(usage.listings()),
        Long.toString(usage.opened()),
        String.format(Locale.ROOT, "%.1f", usage.bytes() / 1e3),
        String.format(
            Locale.ROOT,
            "%.1f",
            Median.of(costs.subList(rounds, costs.size()), cost -> cost.wallNanos() / 1e6))
      };
    }
  }

  /** Evenly spread. */
  private List<ArchivedRecord> records(Workload workload, int days) {
    RecordGenerator generator = RecordGenerator.of(workload);
    Duration step = Duration.ofHours(1).dividedBy(records);
    List<ArchivedRecord> all = new ArrayList<>();
    for (int i = 0; i < days * HOURS_A_DAY * records; i++) {
      ArchivedRecord record = generator.record(i);
      record.setApproximateArrivalTimestamp(FIRST_DAY.plus(step.multipliedBy(i)));
      all.add(record);
    }
    return all;
  }
}
