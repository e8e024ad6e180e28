package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.archive.preflight.Preflight;
import io.kinesisrewind.archive.support.ArchiveOptionsBuilder;
import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.LatestReader;
import io.kinesisrewind.archive.support.MetricNames;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a metric reporter gets to see of a running job. */
class ArchiveMetricsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int DAY_MILLIS = 24 * 3600 * 1000;

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .setConfiguration(METRICS.addToConfiguration(new Configuration()))
              .build());

  @TempDir Path archive;
  @TempDir Path savepoints;

  @Test
  void eachMetricIsThereForEachStreamAndCountsRight() throws Exception {
    Sandbox sandbox = SANDBOX.sandbox();
    byte[] incompressible = new byte[500_000];
    new Random(5).nextBytes(incompressible);
    try (TestStream orders = TestStream.create(sandbox, sandbox.uniqueName("orders"), 2);
        TestStream clicks = TestStream.create(sandbox, sandbox.uniqueName("clicks"), 1);
        LatestReader latestOrders = new LatestReader(sandbox, orders.name())) {
      for (int i = 0; i < 30; i++) {
        orders.put("key-" + i % 3, new byte[i]);
      }
      orders.put("large", incompressible);
      clicks.put("key", new byte[7]);
      ArchiveOptions options = options(orders, clicks);
      Preflight.check(options);
      try (TestJob job = TestJob.start(options, savepoints)) {
        await().atMost(PATIENCE).until(() -> ArchiveReader.rows(archive).size() >= 32);
        job.stop();

        for (String metric : MetricNames.all()) {
          assertThat(metrics(job, orders, metric)).as(metric).isNotEmpty();
          assertThat(metrics(job, clicks, metric)).as(metric).isNotEmpty();
        }
        assertReadAndArchived(job, orders, 31, 30 * 29 / 2 + 500_000);
        assertReadAndArchived(job, clicks, 1, 7);
        assertThat(latestOrders.items()).hasSize(4);
        assertThat(
                count(job, orders, ArchiveMetrics.LATEST_WRITES)
                    + count(job, orders, ArchiveMetrics.COALESCED)
                    + count(job, orders, ArchiveMetrics.SUPERSEDED))
            .isEqualTo(31);
        assertThat(count(job, orders, ArchiveMetrics.HISTORY_WRITES)).isEqualTo(31);
        assertThat(count(job, orders, ArchiveMetrics.HISTORY_OVERSIZED)).isEqualTo(1);
        assertThat(count(job, orders, ArchiveMetrics.KEYS_SKIPPED)).isZero();
        assertThat(count(job, orders, ArchiveMetrics.TOMBSTONES)).isZero();
        assertThat(count(job, orders, ArchiveMetrics.OVERSIZED)).isEqualTo(1);
        assertThat(count(job, clicks, ArchiveMetrics.OVERSIZED)).isZero();
        assertThat(count(job, clicks, ArchiveMetrics.LATEST_WRITES)).isEqualTo(1);
        assertThat(gauges(job, clicks, ArchiveMetrics.ROWS_PER_FILE)).containsExactly(1L);
        assertLag(job, orders);
      }
    }
  }

  /** A job that reads a stream again finds its table ahead of it. */
  @Test
  void whatATableIsAheadOfIsCountedAsSuperseded() throws Exception {
    Sandbox sandbox = SANDBOX.sandbox();
    try (TestStream orders = TestStream.create(sandbox, sandbox.uniqueName("orders"), 1);
        TestStream clicks = TestStream.create(sandbox, sandbox.uniqueName("clicks"), 1)) {
      orders.put("a", new byte[1]);
      orders.put("b", new byte[1]);
      clicks.put("a", new byte[1]);
      ArchiveOptions options = options(orders, clicks);
      Preflight.check(options);
      for (long expected : List.of(0L, 2L)) {
        try (TestJob job = TestJob.start(options, savepoints)) {
          await()
              .atMost(PATIENCE)
              .until(
                  () ->
                      count(job, orders, ArchiveMetrics.LATEST_WRITES)
                              + count(job, orders, ArchiveMetrics.SUPERSEDED)
                          == 2);
          job.stop();

          assertThat(count(job, orders, ArchiveMetrics.SUPERSEDED)).isEqualTo(expected);
        }
      }
    }
  }

  private void assertReadAndArchived(TestJob job, TestStream stream, long records, long bytes) {
    List<Path> files = ArchiveReader.files(archive.resolve("stream_name=" + stream.name()));
    assertThat(count(job, stream, ArchiveMetrics.RECORDS_READ)).isEqualTo(records);
    assertThat(count(job, stream, ArchiveMetrics.BYTES_READ)).isEqualTo(bytes);
    assertThat(count(job, stream, ArchiveMetrics.RECORDS_ARCHIVED)).isEqualTo(records);
    assertThat(count(job, stream, ArchiveMetrics.BYTES_ARCHIVED)).isEqualTo(bytes);
    assertThat(count(job, stream, ArchiveMetrics.FILES_COMMITTED)).isEqualTo(files.size());
    assertThat(count(job, stream, ArchiveMetrics.FILE_BYTES_COMMITTED))
        .isEqualTo(files.stream().mapToLong(ArchiveMetricsIT::size).sum());
  }

  /** The stream keeps its records for a day. */
  private static void assertLag(TestJob job, TestStream stream) {
    long behind = gauges(job, stream, ArchiveMetrics.MILLIS_BEHIND).max().orElseThrow();
    double used =
        metrics(job, stream, ArchiveMetrics.RETENTION_USED).stream()
            .mapToDouble(gauge -> (Double) ((Gauge<?>) gauge).getValue())
            .max()
            .orElseThrow();
    assertThat(behind).isNotNegative();
    assertThat((long) (used * DAY_MILLIS)).isGreaterThanOrEqualTo(behind - 1);
  }

  private ArchiveOptions options(TestStream... streams) {
    String names = String.join(",", List.of(streams).stream().map(TestStream::name).toList());
    return ArchiveOptionsBuilder.in(SANDBOX.sandbox())
        .with("--stream", names, "--archive", archive.toString(), "--create-tables")
        .with("--mode", "parquet+latest+all")
        .options();
  }

  private static List<Metric> metrics(TestJob job, TestStream stream, String name) {
    String scope = "\\.kinesisanalytics\\.stream\\." + stream.name() + "\\.";
    return List.copyOf(METRICS.findMetrics(job.client().getJobID(), scope + name + "$").values());
  }

  private static LongStream gauges(TestJob job, TestStream stream, String name) {
    return metrics(job, stream, name).stream()
        .mapToLong(gauge -> (Long) ((Gauge<?>) gauge).getValue());
  }

  /** Over all subtasks. */
  private static long count(TestJob job, TestStream stream, String name) {
    return metrics(job, stream, name).stream()
        .mapToLong(counter -> ((Counter) counter).getCount())
        .sum();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
