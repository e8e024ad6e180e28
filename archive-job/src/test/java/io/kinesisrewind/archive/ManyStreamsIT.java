package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.archive.preflight.Preflight;
import io.kinesisrewind.archive.support.Aggregates;
import io.kinesisrewind.archive.support.ArchiveOptionsBuilder;
import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.HistoryReader;
import io.kinesisrewind.archive.support.LatestReader;
import io.kinesisrewind.archive.support.Payloads;
import io.kinesisrewind.archive.support.PutRecord;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.schemas.LatestTable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One job, streams that say by their tags what they want, and failures. */
class ManyStreamsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

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

  private final Payloads payloads = new Payloads(7);
  private Sandbox sandbox;

  @BeforeEach
  void noFailures() {
    sandbox = SANDBOX.sandbox();
    FailAfterCheckpoint.times(0);
  }

  @Test
  void eachStreamGetsWhatItsTagsAskForThroughFailures() throws Exception {
    String prefix = sandbox.uniqueName("web") + "-";
    FailAfterCheckpoint.times(2);
    try (TestStream files = stream(prefix + "files", Map.of("StreamArchiveMode", "Parquet"));
        TestStream last =
            stream(
                prefix + "last",
                Map.of("StreamArchiveMode", "LATEST", "ArchiveTTL", "expireSeconds=86400"));
        TestStream every =
            stream(
                prefix + "every",
                Map.of("StreamArchiveMode", "all", "ArchiveTTL", "expireSeconds=172800"));
        LatestReader latest = new LatestReader(sandbox, last.name());
        HistoryReader history = new HistoryReader(sandbox, every.name())) {
      ArchiveOptions options =
          options("--stream-prefix", prefix, "--create-tables", "--tombstone", "empty");
      Preflight.check(options);
      try (TestJob job = TestJob.start(options, savepoints, null, FailAfterCheckpoint::behind)) {
        for (int round = 0; round < 6; round++) {
          put(files, last, every);
          Aggregates.put(
              every, every.shards().get(round % 2), payloads.keys(20), payloads.next(20));
        }
        await()
            .atMost(PATIENCE)
            .until(() -> FailAfterCheckpoint.left() == 0 || more(files, last, every));
        delete(last);
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    ArchiveReader.puts(archive).size() >= files.puts().size()
                        && history.items().size() >= every.puts().size()
                        && latest.positions().equals(LatestReader.highest(last.puts())));
        job.stop();

        assertThat(FailAfterCheckpoint.left()).isZero();
        assertThat(ArchiveReader.puts(archive)).containsExactlyInAnyOrderElementsOf(files.puts());
        assertLatest(latest, last);
        assertHistory(history, every);
      }
      assertThat(options.plan().lines())
          .containsExactly(
              every.name() + ": mode all (tag StreamArchiveMode), ttl 172800 s (tag ArchiveTTL)",
              files.name() + ": mode parquet (tag StreamArchiveMode), ttl none (default)",
              last.name() + ": mode latest (tag StreamArchiveMode), ttl 86400 s (tag ArchiveTTL)");
    }
    assertThat(tables(prefix))
        .containsExactlyInAnyOrder(prefix + "last-archive-latest", prefix + "every-archive-all");
  }

  @Test
  void aDeletedKeyStaysDeletedWhenTheStreamIsReadAgain() throws Exception {
    try (TestStream stream = stream(sandbox.uniqueName("orders"), Map.of());
        LatestReader latest = new LatestReader(sandbox, stream.name())) {
      stream.put("gone", new byte[] {1});
      stream.put("back", new byte[] {2});
      stream.put("gone", new byte[0]);
      stream.put("back", new byte[0]);
      stream.put("back", new byte[] {3});
      ArchiveOptions options =
          options(
              "--stream",
              stream.name(),
              "--mode",
              "latest",
              "--create-tables",
              "--tombstone",
              "empty",
              "--coalesce",
              "0s");
      for (int run = 0; run < 2; run++) {
        Preflight.check(options);
        try (TestJob job = TestJob.start(options, savepoints)) {
          await()
              .atMost(PATIENCE)
              .until(
                  () ->
                      count(job, ArchiveMetrics.LATEST_WRITES)
                              + count(job, ArchiveMetrics.SUPERSEDED)
                              + count(job, ArchiveMetrics.COALESCED)
                          == 5);
          job.stop();
          assertThat(count(job, ArchiveMetrics.TOMBSTONES)).isPositive();
          assertThat(count(job, ArchiveMetrics.KEYS_SKIPPED)).isZero();
        }

        assertThat(LatestTable.isDeleted(latest.items().get("gone"))).isTrue();
        assertThat(LatestTable.isDeleted(latest.items().get("back"))).isFalse();
        assertThat(latest.positions()).isEqualTo(LatestReader.highest(stream.puts()));
      }
    }
  }

  private void assertLatest(LatestReader latest, TestStream stream) {
    Map<String, Map<String, AttributeValue>> items = latest.items();
    assertThat(latest.positions()).isEqualTo(LatestReader.highest(stream.puts()));
    assertThat(items.get("to delete"))
        .doesNotContainKey(LatestTable.RECORD_DATA)
        .satisfies(item -> assertThat(LatestTable.isDeleted(item)).isTrue())
        .satisfies(item -> assertExpires(item, LatestTable.MARKER_TTL));
    items.remove("to delete");
    assertThat(items.values())
        .allSatisfy(
            item -> {
              assertExpires(
                  item, LatestTable.isDeleted(item) ? LatestTable.MARKER_TTL : Duration.ofDays(1));
              assertThat(item.containsKey(LatestTable.RECORD_DATA))
                  .isNotEqualTo(LatestTable.isDeleted(item));
            });
  }

  private static void assertHistory(HistoryReader history, TestStream stream) {
    Map<String, List<PutRecord>> putsByKey =
        stream.puts().stream().collect(Collectors.groupingBy(PutRecord::key));
    assertThat(history.items()).hasSize(stream.puts().size());
    putsByKey.forEach(
        (key, puts) -> {
          List<Map<String, AttributeValue>> items = history.items(key);
          assertThat(items).extracting(HistoryReader::position).isSorted();
          assertThat(items)
              .extracting(item -> HistoryReader.position(item) + " " + hex(item))
              .containsExactlyInAnyOrderElementsOf(
                  puts.stream()
                      .map(put -> put.position() + " " + put.dataHex())
                      .collect(Collectors.toList()));
          assertThat(items).allSatisfy(item -> assertExpires(item, Duration.ofDays(2)));
        });
  }

  private static void assertExpires(Map<String, AttributeValue> item, Duration afterArrival) {
    BigDecimal arrival = new BigDecimal(item.get(LatestTable.APPROXIMATE_ARRIVAL_TIMESTAMP).n());
    assertThat(Long.parseLong(item.get(LatestTable.EXPIRE_AFTER).n()))
        .isEqualTo(arrival.longValue() + afterArrival.toSeconds());
  }

  private static String hex(Map<String, AttributeValue> item) {
    return HexFormat.of().formatHex(item.get(LatestTable.RECORD_DATA).b().asByteArrayUnsafe());
  }

  private TestStream stream(String name, Map<String, String> tags) {
    TestStream stream = TestStream.create(sandbox, name, 2);
    return tags.isEmpty() ? stream : stream.tagged(tags);
  }

  private void put(TestStream... streams) {
    for (TestStream stream : streams) {
      stream.putAll(payloads.keys(50), payloads.next(50));
    }
  }

  private static void delete(TestStream stream) {
    stream.put("to delete", new byte[] {1});
    stream.put("to delete", new byte[0]);
  }

  /** Failures need records after a checkpoint; always false, to be asked again. */
  private boolean more(TestStream... streams) {
    put(streams);
    return false;
  }

  private List<String> tables(String prefix) {
    try (DynamoDbClient client = LatestReader.client(sandbox)) {
      return client.listTablesPaginator().tableNames().stream()
          .filter(table -> table.startsWith(prefix))
          .collect(Collectors.toList());
    }
  }

  private ArchiveOptions options(String... more) {
    return ArchiveOptionsBuilder.in(sandbox)
        .with("--archive", archive.toString())
        .with(more)
        .options();
  }

  /** Over all subtasks. */
  private static long count(TestJob job, String metric) {
    return METRICS
        .findMetrics(job.client().getJobID(), "\\.kinesisanalytics\\..*\\." + metric + "$")
        .values()
        .stream()
        .mapToLong(counter -> ((Counter) counter).getCount())
        .sum();
  }
}
