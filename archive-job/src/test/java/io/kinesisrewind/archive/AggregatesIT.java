package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.kinesis.agg.AggRecord;
import io.kinesisrewind.archive.support.Aggregates;
import io.kinesisrewind.archive.support.ArchiveOptionsBuilder;
import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.Payloads;
import io.kinesisrewind.archive.support.PutRecord;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** KPL aggregates as they come in the wild. */
class AggregatesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int PER_AGGREGATE = 400;

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
  void aCrashInTheMiddleOfAnAggregateNeitherLosesNorRepeatsItsRecords() throws Exception {
    Payloads payloads = new Payloads(11);
    FailInsideAggregate.times(3);
    try (TestStream stream = stream(1);
        TestJob job =
            TestJob.start(
                options(stream),
                savepoints,
                null,
                source -> FailInsideAggregate.behind(source, PER_AGGREGATE))) {
      Shard shard = stream.shards().get(0);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                Aggregates.put(
                    stream, shard, payloads.keys(PER_AGGREGATE), payloads.next(PER_AGGREGATE, 20));
                return FailInsideAggregate.left() == 0;
              });
      awaitArchived(stream);
      job.stop();

      assertThat(ArchiveReader.puts(archive)).containsExactlyInAnyOrderElementsOf(stream.puts());
    }
  }

  @Test
  void damagedAggregatesAreArchivedAsTheyArePut() throws Exception {
    byte[] good = aggregate("a", "b");
    byte[] wrongChecksum = good.clone();
    wrongChecksum[wrongChecksum.length - 1] ^= 1;
    try (TestStream stream = stream(2)) {
      stream.put("wrong checksum", wrongChecksum);
      stream.put("truncated", Arrays.copyOf(good, good.length - 7));
      stream.put("magic only", Arrays.copyOf(good, 4));
      stream.put("no records", framed(new byte[] {0x0A, 1, 'k'}));
      // An index that points nowhere: key table {k}, one record {key index 9, data x}.
      stream.put("no such key", framed(new byte[] {0x0A, 1, 'k', 0x1A, 5, 8, 9, 0x1A, 1, 'x'}));
      stream.put("after them", "plain".getBytes(StandardCharsets.UTF_8));
      try (TestJob job = TestJob.start(options(stream), savepoints)) {
        awaitArchived(stream);
        job.stop();
      }

      assertThat(ArchiveReader.puts(archive)).containsExactlyInAnyOrderElementsOf(stream.puts());
    }
  }

  /** Made by another library than the KPL, which spreads keys without regard to shards. */
  @Test
  void recordsThatBelongToAnotherShardAreArchivedWhereTheyLie() throws Exception {
    try (TestStream stream = stream(4)) {
      String[] keys = {"a", "b", "c", "d", "e", "f", "g", "h"}; // on all four shards, by their hash
      PutRecordResponse response = stream.putRaw("a", null, aggregate(keys));
      for (int i = 0; i < keys.length; i++) {
        stream.expect(
            new PutRecord(
                stream.name(),
                response.shardId(),
                response.sequenceNumber(),
                i,
                keys[i],
                hashKey(keys[i]),
                HexFormat.of().formatHex(data(keys[i]))));
      }
      try (TestJob job = TestJob.start(options(stream), savepoints)) {
        awaitArchived(stream);
        job.stop();
      }

      assertThat(ArchiveReader.puts(archive)).containsExactlyInAnyOrderElementsOf(stream.puts());
    }
  }

  private TestStream stream(int shards) {
    Sandbox sandbox = SANDBOX.sandbox();
    return TestStream.create(sandbox, sandbox.uniqueName("aggregates"), shards);
  }

  private ArchiveOptions options(TestStream stream) {
    return ArchiveOptionsBuilder.in(SANDBOX.sandbox())
        .with("--stream", stream.name(), "--mode", "parquet", "--archive", archive.toString())
        .options();
  }

  private void awaitArchived(TestStream stream) {
    int count = stream.puts().size();
    await().atMost(PATIENCE).until(() -> ArchiveReader.rows(archive).size() >= count);
  }

  private static byte[] aggregate(String... keys) throws Exception {
    AggRecord aggregate = new AggRecord();
    List<String> added = List.of(keys);
    for (String key : added) {
      aggregate.addUserRecord(key, null, data(key));
    }
    return aggregate.toRecordBytes();
  }

  private static byte[] data(String key) {
    return ("data of " + key).getBytes(StandardCharsets.UTF_8);
  }

  /** What decides on a key's shard; the aggregator writes it into the aggregate. */
  private static String hashKey(String key) throws Exception {
    byte[] hash = MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8));
    return new BigInteger(1, hash).toString();
  }

  /** With a checksum that is right. */
  private static byte[] framed(byte[] message) throws Exception {
    byte[] magic = Arrays.copyOf(aggregate("a"), 4);
    byte[] checksum = MessageDigest.getInstance("MD5").digest(message);
    byte[] framed = Arrays.copyOf(magic, magic.length + message.length + checksum.length);
    System.arraycopy(message, 0, framed, magic.length, message.length);
    System.arraycopy(checksum, 0, framed, magic.length + message.length, checksum.length);
    return framed;
  }
}
