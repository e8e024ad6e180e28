package io.kinesisrewind.replay.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The account and the progress as Flink metrics (in the operator's group, and once more in the
 * group from which Managed Flink copies to CloudWatch); the account also as accumulators, which
 * come back with the job's result.
 */
public final class LedgerMetrics {

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

  private static final String PERCENT = "percent";
  private static final String RATE = "recordsPerSecond";
  private static final String LEFT = "secondsLeft";
  private static final String EVENT_TIME = "eventTime";
  private static final long UNKNOWN = -1;

  private final RuntimeContext context;
  private Counts counts = new Counts();
  private ProgressReport progress = ProgressReport.of(0, 1, 0);
  private long eventTime = UNKNOWN;

  LedgerMetrics(RuntimeContext context) {
    this.context = context;
    FIELDS
        .keySet()
        .forEach(name -> context.addAccumulator(ReplayMetrics.PREFIX + name, new LongCounter()));
    MetricGroup group = context.getMetricGroup();
    List.of(group, group.addGroup("kinesisanalytics")).forEach(this::register);
  }

  /** Of all metrics, without the prefix. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(FIELDS.keySet());
    names.addAll(Set.of(PERCENT, RATE, LEFT, EVENT_TIME));
    return names;
  }

  private void register(MetricGroup group) {
    FIELDS.forEach((name, field) -> gauge(group, name, () -> field.applyAsLong(counts)));
    gauge(group, PERCENT, () -> progress.percent());
    gauge(group, RATE, () -> progress.recordsPerSecond());
    gauge(group, LEFT, () -> progress.secondsLeft() == null ? UNKNOWN : progress.secondsLeft());
    gauge(group, EVENT_TIME, () -> eventTime);
  }

  private static <T> void gauge(MetricGroup group, String name, Supplier<T> value) {
    group.gauge(ReplayMetrics.PREFIX + name, (Gauge<T>) value::get);
  }

  void set(Counts total) {
    counts = total.copy();
    FIELDS.forEach(
        (name, field) -> {
          LongCounter counter = context.getLongCounter(ReplayMetrics.PREFIX + name);
          counter.resetLocal();
          counter.add(field.applyAsLong(counts));
        });
  }

  /**
   * @param reached null where nothing is known
   */
  void set(ProgressReport now, Instant reached) {
    progress = now;
    eventTime = reached == null ? UNKNOWN : reached.toEpochMilli();
  }
}
