package io.kinesisrewind.cli;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Sums up the counters of the jobs that run in this process, by name over all subtasks, so that a
 * command can say how far its job is and, at the end, what it did.
 */
public final class JobCounters implements MetricReporter {

  private static final Map<String, LongAdder> ENDED = new ConcurrentHashMap<>();
  private static final Map<Metric, String> RUNNING = new ConcurrentHashMap<>();

  private JobCounters() {}

  static long sum(String name) {
    long running =
        RUNNING.entrySet().stream()
            .filter(counter -> counter.getValue().equals(name))
            .mapToLong(counter -> ((Counter) counter.getKey()).getCount())
            .sum();
    LongAdder ended = ENDED.get(name);
    return running + (ended == null ? 0 : ended.sum());
  }

  /** Forgets the jobs so far. */
  static void reset() {
    ENDED.clear();
    RUNNING.clear();
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    if (metric instanceof Counter) {
      RUNNING.put(metric, name);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    if (metric instanceof Counter counter && RUNNING.remove(metric) != null) {
      ENDED.computeIfAbsent(name, any -> new LongAdder()).add(counter.getCount());
    }
  }

  /** Found by Flink as a service. */
  public static final class Factory implements MetricReporterFactory {

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new JobCounters();
    }
  }
}
