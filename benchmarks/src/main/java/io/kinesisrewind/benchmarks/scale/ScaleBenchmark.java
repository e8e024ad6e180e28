package io.kinesisrewind.benchmarks.scale;

import io.kinesisrewind.benchmarks.Folder;
import io.kinesisrewind.benchmarks.Table;
import io.kinesisrewind.benchmarks.data.Workload;
import io.kinesisrewind.benchmarks.flink.ArchiveRun;
import io.kinesisrewind.benchmarks.flink.BenchmarkCluster;
import io.kinesisrewind.benchmarks.flink.GeneratedRecords;
import io.kinesisrewind.benchmarks.flink.PreparedRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The job with more slots, and with more streams. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = {
      "Records/s with 1, 2 and 4 slots; files and time of a checkpoint with 1, 10 and 50 streams."
          + " Local disk, 400 B a record, 4 key buckets."
    })
public final class ScaleBenchmark implements Callable<Integer> {

  private static final int PAYLOAD_BYTES = 400;

  @Spec private CommandSpec spec;

  @Option(names = "--slots", split = ",", description = "(default: 1,2,4)")
  private List<Integer> slots = List.of(1, 2, 4);

  @Option(names = "--streams", split = ",", description = "(default: 1,10,50)")
  private List<Integer> streams = List.of(1, 10, 50);

  @Option(names = "--records", description = "Of a run at full speed (default: 600000)")
  private int records = 600_000;

  @Option(names = "--rounds", description = "Of which the best counts (default: 4)")
  private int rounds = 4;

  @Option(names = "--rate", description = "Records/s with many streams (default: 20000)")
  private int rate = 20_000;

  @Option(names = "--seconds", description = "With many streams (default: 20)")
  private int seconds = 20;

  @Option(names = "--checkpoint-seconds", description = "Between two checkpoints (default: 4)")
  private int checkpointSeconds = 4;

  @Override
  public Integer call() throws Exception {
    throughput();
    checkpoints();
    return 0;
  }

  private void throughput() throws Exception {
    Table table = Table.of("slots", "records/s", "MB/s of payload", "**against 1 slot**");
    double first = 0;
    try (PreparedRecords prepared = PreparedRecords.of(Workload.of(PAYLOAD_BYTES), records)) {
      best(prepared, slots.get(0)); // for the compiler
      for (int parallelism : slots) {
        double perSecond = best(prepared, parallelism);
        first = first == 0 ? perSecond : first;
        table.row(
            Integer.toString(parallelism),
            text("%.0f", perSecond),
            text("%.1f", perSecond * PAYLOAD_BYTES / 1e6),
            text("**%.2f**", perSecond / first));
      }
    }
    table.print(spec.commandLine().getOut());
  }

  private double best(PreparedRecords prepared, int parallelism) throws Exception {
    double best = 0;
    try (BenchmarkCluster flink = BenchmarkCluster.start(parallelism, Duration.ofHours(1))) {
      for (int round = 0; round < rounds; round++) {
        try (Folder folder = Folder.temporary()) {
          StreamExecutionEnvironment env = flink.environment();
          ArchiveRun.into(folder.path(), "events-0").define(env, prepared);
          long start = System.nanoTime();
          flink.run(env);
          best = Math.max(best, records / ((System.nanoTime() - start) / 1e9));
        }
      }
    }
    return best;
  }

  private void checkpoints() throws Exception {
    Table table =
        Table.of(
            "streams",
            "checkpoints",
            "files each",
            "KB a file",
            "checkpoint ms (median)",
            "until all its files are visible ms (median)");
    for (int count : streams) {
      try (BenchmarkCluster flink =
              BenchmarkCluster.start(1, Duration.ofSeconds(checkpointSeconds));
          Folder folder = Folder.temporary()) {
        Workload workload = Workload.of(PAYLOAD_BYTES).withStreams(count);
        StreamExecutionEnvironment env = flink.environment();
        ArchiveRun.into(
                folder.path(),
                IntStream.range(0, count).mapToObj(workload::stream).toArray(String[]::new))
            .define(env, GeneratedRecords.of(workload, (long) rate * seconds).at(rate));
        table.row(row(count, Commits.of(flink.runAndTellCheckpoints(env), folder), folder));
      }
    }
    table.print(spec.commandLine().getOut());
  }

  private static String[] row(int streams, List<Commits> commits, Folder folder)
      throws java.io.IOException {
    List<Commits> full = new ArrayList<>(commits);
    return new String[] {
      Integer.toString(streams),
      Integer.toString(full.size()),
      text("%.0f", full.stream().mapToInt(Commits::files).average().orElse(0)),
      text("%.0f", folder.bytes() / 1e3 / Math.max(1, folder.files().size())),
      Long.toString(middle(full.stream().mapToLong(Commits::checkpointMillis).sorted().toArray())),
      Long.toString(middle(full.stream().mapToLong(Commits::commitMillis).sorted().toArray()))
    };
  }

  private static long middle(long[] sorted) {
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  private static String text(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
