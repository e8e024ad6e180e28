package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.archive.support.ArchiveOptionsBuilder;
import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.Payloads;
import io.kinesisrewind.archive.support.PutRecord;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Shards that split and merge while the job reads, and fails. */
class ReshardingIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path archive;
  @TempDir Path savepoints;

  @Test
  void nothingIsLostOrRepeatedAndEveryKeyKeepsItsOrder() throws Exception {
    Sandbox sandbox = SANDBOX.sandbox();
    Payloads payloads = new Payloads(12);
    FailAfterCheckpoint.times(2);
    try (TestStream stream = TestStream.create(sandbox, sandbox.uniqueName("resharded"), 2);
        TestJob job =
            TestJob.start(options(stream), savepoints, null, FailAfterCheckpoint::behind)) {
      put(stream, payloads);
      stream.split(stream.openShards().get(0));
      put(stream, payloads);
      stream.split(stream.openShards().get(2));
      put(stream, payloads);
      stream.merge(stream.openShards().get(0), stream.openShards().get(1));
      put(stream, payloads);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                put(stream, payloads);
                return FailAfterCheckpoint.left() == 0;
              });
      List<PutRecord> puts = stream.puts();
      await().atMost(PATIENCE).until(() -> ArchiveReader.rows(archive).size() >= puts.size());
      job.stop();

      List<PutRecord> archived = ArchiveReader.puts(archive);
      assertThat(archived).containsExactlyInAnyOrderElementsOf(puts);
      assertThat(shardsOf(archived)).hasSizeGreaterThan(4);
      assertThat(keysOnSeveralShards(archived)).isNotEmpty();
      assertThat(inOrderOfPosition(archived)).isEqualTo(inOrderOfPutting(puts));
    }
  }

  private ArchiveOptions options(TestStream stream) {
    return ArchiveOptionsBuilder.in(SANDBOX.sandbox())
        .with("--stream", stream.name(), "--mode", "parquet", "--archive", archive.toString())
        .with("--discover-shards-every", "200ms", "--poll-batch", "50", "--adaptive-reads")
        .options();
  }

  /** One by one, as Kinesis gives no order within one request. */
  private static void put(TestStream stream, Payloads payloads) {
    List<String> keys = payloads.keys(40);
    List<byte[]> data = payloads.next(40);
    for (int i = 0; i < keys.size(); i++) {
      stream.put(keys.get(i), data.get(i));
    }
  }

  private static Set<String> shardsOf(List<PutRecord> records) {
    return records.stream().map(PutRecord::shard).collect(Collectors.toSet());
  }

  private static Set<String> keysOnSeveralShards(List<PutRecord> records) {
    Map<String, Set<String>> shards =
        records.stream()
            .collect(
                Collectors.groupingBy(
                    PutRecord::key, Collectors.mapping(PutRecord::shard, Collectors.toSet())));
    Set<String> keys = new HashSet<>(shards.keySet());
    keys.removeIf(key -> shards.get(key).size() < 2);
    return keys;
  }

  /** What a reader of the archive restores a key's order with, across parents and children. */
  private static Map<String, List<PutRecord>> inOrderOfPosition(List<PutRecord> records) {
    return records.stream()
        .sorted(Comparator.comparing(PutRecord::position))
        .collect(Collectors.groupingBy(PutRecord::key));
  }

  private static Map<String, List<PutRecord>> inOrderOfPutting(List<PutRecord> puts) {
    return puts.stream().collect(Collectors.groupingBy(PutRecord::key));
  }
}
