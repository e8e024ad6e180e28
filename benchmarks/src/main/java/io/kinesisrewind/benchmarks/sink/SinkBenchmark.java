package io.kinesisrewind.benchmarks.sink;

import io.kinesisrewind.benchmarks.Median;
import io.kinesisrewind.benchmarks.Table;
import io.kinesisrewind.benchmarks.flink.BenchmarkCluster;
import io.kinesisrewind.benchmarks.flink.PreparedRecords;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxOptions;
import io.kinesisrewind.sandbox.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The replay job's delivery to a Kinesis stream against Flink's own sink. */
@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    description = {
      "Records/s of the order-keeping delivery against Flink's KinesisStreamsSink on the sandbox's"
          + " Kinesis: rounds in turn, the median. Then both against shards that take no more than"
          + " 1,000 records/s and 1 MiB/s: what share of that they reach, and in which order."
    })
public final class SinkBenchmark implements Callable<Integer> {

  private static final int PAYLOAD_BYTES = 400;
  private static final int EMULATED_SHARDS = 4;
  private static final Duration NO_CHECKPOINT_BUT_THE_LAST = Duration.ofHours(1);

  @Spec private CommandSpec spec;

  @Option(names = "--records", description = "Of a round on the emulator (default: 4000)")
  private int records = 4_000;

  @Option(names = "--rounds", description = "On the emulator, after one to warm up (default: 5)")
  private int rounds = 5;

  @Option(names = "--shards", split = ",", description = "That enforce limits (default: 2,4)")
  private List<Integer> shards = List.of(2, 4);

  @Option(
      names = "--seconds",
      description = "What the shards with limits are given to do (default: 30)")
  private double seconds = 30;

  @Option(
      names = "--latency-ms",
      split = ",",
      description = "Of a call to the shards with limits (default: 0,10)")
  private List<Integer> latencies = List.of(0, 10);

  @Option(names = "--keys", split = ",", description = "(default: ${DEFAULT-VALUE})")
  private List<Keys> keySets = List.of(Keys.values());

  @Option(
      names = "--deliveries",
      split = ",",
      description = "To shards with limits (default: ${DEFAULT-VALUE})")
  private List<Delivery> deliveries = List.of(Delivery.values());

  @Option(names = "--parallelism", description = "Tasks that deliver (default: 2)")
  private int parallelism = 2;

  @Override
  public Integer call() throws Exception {
    try (BenchmarkCluster flink = BenchmarkCluster.start(parallelism, NO_CHECKPOINT_BUT_THE_LAST);
        Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withServices(Service.KINESIS))) {
      DeliveryRun run = new DeliveryRun(flink, sandbox.region(), parallelism);
      if (rounds > 0) {
        emulator(sandbox, run);
      }
      limits(run);
    }
    return 0;
  }

  private void emulator(Sandbox sandbox, DeliveryRun run) throws Exception {
    Table table =
        Table.of("keys", "records", "ordered/s", "unordered/s", "**ratio**", "of single pairs");
    for (Keys keys : keySets) {
      try (PreparedRecords prepared = NumberedRecords.of(keys.workload(PAYLOAD_BYTES), records)) {
        pair(sandbox, run, prepared);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
          pairs.add(pair(sandbox, run, prepared));
        }
        table.row(row(keys, pairs));
      }
    }
    table.print(spec.commandLine().getOut());
  }

  private static Pair pair(Sandbox sandbox, DeliveryRun run, PreparedRecords prepared)
      throws Exception {
    return new Pair(
        onEmulator(sandbox, run, Delivery.UNORDERED, prepared),
        onEmulator(sandbox, run, Delivery.ORDERED, prepared));
  }

  private static double onEmulator(
      Sandbox sandbox, DeliveryRun run, Delivery delivery, PreparedRecords prepared)
      throws Exception {
    try (EmulatedStream stream = EmulatedStream.create(sandbox, EMULATED_SHARDS)) {
      return run.perSecond(delivery, prepared, stream.name(), sandbox.kinesisEndpoint());
    }
  }

  private String[] row(Keys keys, List<Pair> pairs) {
    return new String[] {
      keys.toString(),
      Integer.toString(records),
      text("%.0f", Median.of(pairs, Pair::ordered)),
      text("%.0f", Median.of(pairs, Pair::unordered)),
      text("**%.2f**", Median.of(pairs, Pair::ratio)),
      text(
          "%.2f to %.2f",
          pairs.stream().mapToDouble(Pair::ratio).min().orElseThrow(),
          pairs.stream().mapToDouble(Pair::ratio).max().orElseThrow())
    };
  }

  private void limits(DeliveryRun run) throws Exception {
    Table table =
        Table.of(
            "keys",
            "shards",
            "latency ms",
            "delivery",
            "records",
            "records/s",
            "**share of the capacity**",
            "**in the middle half**",
            "evenness of the keys",
            "refused per 1,000",
            "duplicates",
            "out of order");
    for (Keys keys : keySets) {
      for (int count : shards) {
        int most = (int) (count * LimitedShard.RECORDS_PER_SECOND * seconds);
        try (PreparedRecords prepared = NumberedRecords.of(keys.workload(PAYLOAD_BYTES), most)) {
          for (int latency : latencies) {
            for (Delivery delivery : deliveries) {
              table.row(withLimits(run, keys, count, latency, delivery, prepared));
            }
          }
        }
      }
    }
    table.print(spec.commandLine().getOut());
  }

  private static String[] withLimits(
      DeliveryRun run, Keys keys, int shards, int latency, Delivery delivery, PreparedRecords all)
      throws Exception {
    LimitedStream stream = new LimitedStream(shards);
    try (LimitedKinesis kinesis = LimitedKinesis.start(stream, Duration.ofMillis(latency))) {
      run.perSecond(delivery, all, "limited", kinesis.endpoint());
    }
    Arrivals arrivals = stream.arrivals();
    if (arrivals.records() != all.records().length
        || (delivery == Delivery.ORDERED && arrivals.outOfOrder() > 0)) {
      throw new IllegalStateException(
          delivery + ", of " + all.records().length + " records: " + arrivals);
    }
    return new String[] {
      keys.toString(),
      Integer.toString(shards),
      Integer.toString(latency),
      delivery.toString(),
      Integer.toString(arrivals.records()),
      text("%.0f", arrivals.perSecond()),
      text("**%.2f**", arrivals.share(shards)),
      text("**%.2f**", arrivals.steadyShare(shards)),
      text("%.2f", NumberedRecords.evenness(all, stream)),
      text("%.1f", arrivals.throttledPerThousand()),
      Integer.toString(arrivals.duplicates()),
      Integer.toString(arrivals.outOfOrder())
    };
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }

  /** Records per second of two rounds, one right after the other. */
  private record Pair(double unordered, double ordered) {

    double ratio() {
      return ordered / unordered;
    }
  }
}
