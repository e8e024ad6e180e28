package io.kinesisrewind.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.testing.LiveStream;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.replay.testing.TestStreams;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.sandbox.faults.AwsError;
import io.kinesisrewind.sandbox.faults.Fault;
import io.kinesisrewind.sandbox.faults.FaultProxy;
import io.kinesisrewind.sandbox.faults.FaultRule;
import io.kinesisrewind.sandbox.faults.Injection;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An archive, and the stream where it ends. */
class BothSourceIT {

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  /**
   * The archive begins long before the stream and holds all that was put up to some time; most of
   * it the stream still has.
   */
  @Test
  void everyRecordComesOnceAndEachKeyInOrderThroughAFailure() throws Exception {
    try (LiveStream stream = stream(2);
        TestStreams targets = new TestStreams(SANDBOX.sandbox());
        FaultProxy kinesis = FaultProxy.start(SANDBOX.sandbox().kinesisEndpoint(), 6)) {
      stream.put(80, 12).split(0).put(80, 12);
      int archived = stream.puts().size();
      stream.put(40, 12).merge(1).put(40, 12).putAggregate("aggregated", 4);
      List<ArchivedRecord> all = old(stream.name());
      all.addAll(stream.puts());
      TestArchive archive = archive().write(new ArrayList<>(all.subList(0, 50 + archived)), 4);
      String target = targets.create(SANDBOX.sandbox().uniqueName("target"), 1);
      TestReplay replay =
          TestReplay.ofBoth(kinesis.endpoint(), stream.name(), archive)
              .with("--target", "kinesis:" + target)
              .with("--overlap", "50ms", "--poll-batch", "7");
      Replay prepared = replay.prepare();
      Injection outage =
          kinesis.inject(
              FaultRule.of(Fault.error(AwsError.INTERNAL_FAILURE), "GetRecords")
                  .withSkipped(10)
                  .withLimit(30));

      ReplayStatus status = replay.execute(prepared);

      assertThat(outage.isSpent()).isTrue();
      assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
      assertThat(status.counts().read).isEqualTo(all.size());
      assertThat(status.counts().delivered).isEqualTo(all.size());
      Replays.assertFirstDeliveriesInOrder(targets.read(target), all);
    }
  }

  /** Fifty records that the stream has dropped long since. */
  private static List<ArchivedRecord> old(String stream) {
    List<ArchivedRecord> records = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      byte[] data = ("old " + i).getBytes(UTF_8);
      ArchivedRecord record =
          Records.record(i % 2, i, "key-" + i % 12, Records.START.plusSeconds(i), data);
      record.setStreamName(stream);
      records.add(record);
    }
    return records;
  }

  private TestArchive archive() {
    return new TestArchive(new org.apache.flink.core.fs.Path(folder.resolve("archive").toUri()));
  }

  private static LiveStream stream(int shards) {
    return new LiveStream(SANDBOX.sandbox(), SANDBOX.sandbox().uniqueName("live"), shards);
  }
}
