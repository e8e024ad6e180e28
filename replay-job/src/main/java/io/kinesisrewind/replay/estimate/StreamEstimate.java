package io.kinesisrewind.replay.estimate;

import io.kinesisrewind.replay.plan.PlanTotals;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** How long a stream takes to take in what is planned, and what that costs. */
final class StreamEstimate {

  /** What a shard takes each second, by AWS' quotas for Kinesis Data Streams. */
  private static final long SHARD_RECORDS = 1_000;

  private static final long SHARD_BYTES = 1 << 20;

  private final PlanTotals plan;
  private final int shards;
  private final boolean onDemand;

  /**
   * @param shards open ones
   */
  StreamEstimate(PlanTotals plan, int shards, boolean onDemand) {
    this.plan = plan;
    this.shards = shards;
    this.onDemand = onDemand;
  }

  /**
   * @param price of a million PUT payload units
   */
  List<String> describe(Optional<BigDecimal> price) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "takes     %,d records/s and %,d MiB/s: %d open shard%s%s",
            shards * SHARD_RECORDS,
            shards,
            shards,
            shards == 1 ? "" : "s",
            onDemand ? ", on demand (more open as the load grows)" : ""));
    lines.add(
        "time      "
            + (plan.exact() ? "" : "up to ")
            + Texts.length(atFullCapacity())
            + " at that rate, which needs keys spread evenly and nobody else who puts");
    plan.payloadBytes().ifPresent(bytes -> lines.addAll(cost(bytes, price)));
    return lines;
  }

  Duration atFullCapacity() {
    OptionalLong bytes = plan.payloadBytes();
    double byRecords = (double) plan.rows() / (shards * SHARD_RECORDS);
    double byBytes = (double) bytes.orElse(0) / (shards * SHARD_BYTES);
    return Duration.ofSeconds((long) Math.ceil(Math.max(byRecords, byBytes)));
  }

  private List<String> cost(long bytes, Optional<BigDecimal> price) {
    if (onDemand) {
      return List.of(
          "cost      an on-demand stream is paid by the data put and has no PUT payload units");
    }
    PutUnits units = PutUnits.of(plan.rows(), bytes);
    List<String> lines = new ArrayList<>();
    lines.add(
        "PUT units "
            + (plan.exact() ? "" : "up to ")
            + units
            + " (records in chunks of 25 KB"
            + (units.isExact() ? "" : "; estimated from their number and the sum of their sizes")
            + ")");
    lines.add(
        price
            .map(p -> "cost      " + units.cost(p) + ", at " + p + " for a million units")
            .orElse("cost      units / 1,000,000 x the region's price for a million of them"));
    return lines;
  }
}
