package io.kinesisrewind.replay.ledger;

import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The account as Flink metrics (under the group from which Managed Flink copies to CloudWatch) and
 * as accumulators, which come back with the job's result.
 */
public final class LedgerMetrics {

  /** Of the accumulators' and metrics' names: {@code replay.read} and so on. */
  public static final String PREFIX = "replay.";

  private static final Map<String, ToLongFunction<Counts>> FIELDS =
      Map.of(
          "read", counts -> counts.read,
          "filtered", counts -> counts.filtered,
          "duplicates", counts -> counts.duplicates,
          "selected", counts -> counts.selected,
          "delivered", counts -> counts.delivered,
          "skipped", counts -> counts.skipped,
          "deadLettered", counts -> counts.deadLettered,
          "passed", counts -> counts.passed,
          "retried", counts -> counts.retried);

  private final RuntimeContext context;
  private Counts counts = new Counts();

  LedgerMetrics(RuntimeContext context) {
    this.context = context;
    MetricGroup group = context.getMetricGroup().addGroup("kinesisanalytics");
    FIELDS.forEach(
        (name, field) -> {
          context.addAccumulator(PREFIX + name, new LongCounter());
          group.gauge(PREFIX + name, (Gauge<Long>) () -> field.applyAsLong(counts));
        });
  }

  void set(Counts total) {
    counts = total.copy();
    FIELDS.forEach(
        (name, field) -> {
          LongCounter counter = context.getLongCounter(PREFIX + name);
          counter.resetLocal();
          counter.add(field.applyAsLong(counts));
        });
  }
}
