package io.kinesisrewind.benchmarks.latest;

import io.kinesisrewind.archive.ArchiveMetrics;
import io.kinesisrewind.benchmarks.Table;
import io.kinesisrewind.benchmarks.data.Workload;
import io.kinesisrewind.benchmarks.flink.ArchiveRun;
import io.kinesisrewind.benchmarks.flink.BenchmarkCluster;
import io.kinesisrewind.benchmarks.flink.Counters;
import io.kinesisrewind.benchmarks.flink.GeneratedRecords;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxOptions;
import io.kinesisrewind.sandbox.Service;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The job with the latest table as its only target, on DynamoDB Local. */
@Command(
    name = "latest",
    mixinStandardHelpOptions = true,
    description = {
      "Writes to the latest table per 1,000 records of 400 B with Zipf keys (10,000, exponent 1),"
          + " with and without --coalesce 1s, against one write per record."
    })
public final class LatestBenchmark implements Callable<Integer> {

  private static final int PAYLOAD_BYTES = 400;
  private static final double PER_THOUSAND = 1000;

  @Spec private CommandSpec spec;

  @Option(names = "--rates", split = ",", description = "Records/s (default: 500,2000,5000)")
  private List<Integer> rates = List.of(500, 2000, 5000);

  @Option(names = "--seconds", description = "Of each run (default: 15)")
  private int seconds = 15;

  @Override
  public Integer call() throws Exception {
    Table table =
        Table.of(
            "records/s wanted",
            "reached",
            "--coalesce",
            "records",
            "writes",
            "**writes per 1,000**",
            "against one per record");
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withServices(Service.DYNAMODB));
        BenchmarkCluster flink = BenchmarkCluster.start(1, Duration.ofSeconds(60))) {
      Tables tables = new Tables(sandbox);
      for (int rate : rates) {
        for (String coalesce : List.of("0s", "1s")) {
          table.row(run(sandbox, tables, flink, rate, coalesce));
        }
      }
    }
    table.print(spec.commandLine().getOut());
    return 0;
  }

  private String[] run(
      Sandbox sandbox, Tables tables, BenchmarkCluster flink, int rate, String coalesce)
      throws Exception {
    Workload workload = Workload.of(PAYLOAD_BYTES);
    tables.replace(workload.stream(0));
    long records = (long) rate * seconds;
    Counters.reset();
    StreamExecutionEnvironment env = flink.environment();
    ArchiveRun.latest(sandbox, workload.stream(0))
        .with("--coalesce", coalesce)
        .define(env, GeneratedRecords.of(workload, records).at(rate));
    long start = System.nanoTime();
    flink.run(env);
    double elapsed = (System.nanoTime() - start) / 1e9;
    long writes =
        Counters.sum(ArchiveMetrics.LATEST_WRITES) + Counters.sum(ArchiveMetrics.SUPERSEDED);
    return new String[] {
      Integer.toString(rate),
      text("%.0f", records / elapsed),
      coalesce,
      Long.toString(records),
      Long.toString(writes),
      text("**%.0f**", writes * PER_THOUSAND / records),
      text("%.2f", (double) writes / records)
    };
  }

  private static String text(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
