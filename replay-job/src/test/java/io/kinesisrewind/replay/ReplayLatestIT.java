package io.kinesisrewind.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.testing.JsonLines;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestLatestTable;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.runtime.UsageException;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.sandbox.faults.AwsError;
import io.kinesisrewind.sandbox.faults.Fault;
import io.kinesisrewind.sandbox.faults.FaultProxy;
import io.kinesisrewind.sandbox.faults.FaultRule;
import io.kinesisrewind.sandbox.faults.Injection;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A latest table played into a file. */
class ReplayLatestIT {

  private static final int KEYS = 600;

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  private final Sandbox sandbox = SANDBOX.sandbox();
  private final List<ArchivedRecord> records = records();
  private final TestLatestTable table =
      new TestLatestTable(sandbox, Records.STREAM, "partitionKey");

  @AfterEach
  void delete() {
    table.close();
  }

  @Test
  void everyKeyThatIsThereComesOutOnceThroughThrottlingAndFailures() throws Exception {
    List<Map<String, AttributeValue>> items =
        records.stream().map(TestLatestTable::item).collect(Collectors.toList());
    items.set(3, TestLatestTable.deleted(records.get(3)));
    items.set(4, TestLatestTable.expired(records.get(4)));
    items.set(5, TestLatestTable.withoutData(records.get(5)));
    table.put(items);
    List<ArchivedRecord> there = new ArrayList<>(records);
    there.removeAll(records.subList(3, 5));
    TestArchive archive = archive().write(new ArrayList<>(records.subList(0, 10)), 2);

    try (FaultProxy proxy = FaultProxy.start(sandbox.dynamoDbEndpoint(), 5)) {
      Injection throttled =
          proxy.inject(
              FaultRule.of(Fault.error(AwsError.THROUGHPUT_EXCEEDED), "Scan").withLimit(7));
      // More than the SDK tries to get over by itself: the job starts over.
      Injection failed =
          proxy.inject(
              FaultRule.of(Fault.error(AwsError.INTERNAL_FAILURE), "Scan")
                  .withSkipped(3)
                  .withLimit(7));

      ReplayStatus status = run(archive, proxy.endpoint(), "--segments", "8");

      assertThat(throttled.injected()).isEqualTo(7);
      assertThat(failed.injected()).isEqualTo(7);
      assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
      assertThat(status.counts().delivered).isEqualTo(KEYS - 2);
      assertThat(status.counts().read).isEqualTo(KEYS - 2);
    }
    assertThat(replayed()).containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void keysAreLookedUpAndPrefixesFilteredAndExcludedOnesNeverComeOut() throws Exception {
    table.put(records.stream().map(TestLatestTable::item).collect(Collectors.toList()));
    Path excluded = Files.writeString(folder.resolve("excluded"), "key-17\n");

    try (FaultProxy proxy = FaultProxy.start(sandbox.dynamoDbEndpoint(), 5)) {
      Injection scans = proxy.inject(FaultRule.of(Fault.cut(), "Scan"));
      ReplayStatus status =
          run(archive(), proxy.endpoint(), "--key=key-17", "--key=key-99", "--key=none");
      assertThat(scans.injected()).isZero();
      assertThat(status.counts().read).isEqualTo(2);
      assertThat(keys()).containsExactlyInAnyOrder("key-17", "key-99");
    }

    String from = records.get(170).getApproximateArrivalTimestamp().toString();
    ReplayStatus status =
        TestReplay.ofLatest(archive(), Records.STREAM, sandbox.dynamoDbEndpoint())
            .with("--key", "key-3", "--key-prefix", "key-17")
            .with("--exclude-keys", excluded.toString())
            .with("--from", from, "--max-read-units", "1000000")
            .run("--target", "file:" + folder.resolve("second"));
    assertThat(status.counts().read).isEqualTo(KEYS);
    assertThat(JsonLines.read(folder.resolve("second")))
        .containsExactlyInAnyOrderElementsOf(records.subList(170, 180));
  }

  @Test
  void dataThatNobodyHasMakesABadRecord() throws Exception {
    table.put(
        List.of(TestLatestTable.item(records.get(0)), TestLatestTable.withoutData(records.get(1))));

    TestReplay failing =
        TestReplay.ofLatest(archive(), Records.STREAM, sandbox.dynamoDbEndpoint())
            .with("--target", "file:" + folder.resolve("failed"));
    assertThatThrownBy(failing::run)
        .satisfies(
            failure ->
                assertThat(Failures.reason(failure))
                    .contains("is not whole: its data was too large for the table")
                    .contains("--on-bad-record skip"));

    ReplayStatus status = run(archive(), sandbox.dynamoDbEndpoint(), "--on-bad-record=skip");
    assertThat(status.counts().skipped).isEqualTo(1);
    assertThat(replayed()).containsExactly(records.get(0));
  }

  @Test
  void aTableThatIsNoLatestTableIsToldBeforeAnythingRuns() throws Exception {
    try (TestLatestTable foreign = new TestLatestTable(sandbox, "foreign", "id")) {
      assertThatThrownBy(() -> replay("foreign").prepare())
          .isInstanceOf(UsageException.class)
          .hasMessageContaining(foreign.name() + " is not a latest table: its key is [id]");
    }
    assertThatThrownBy(() -> replay("nobody").prepare())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("nobody-archive-latest does not exist in us-east-1");

    List<String> plan = replay(Records.STREAM).with("--dry-run").prepare().source().describe();
    assertThat(plan)
        .contains("table     orders-archive-latest")
        .anyMatch(l -> l.contains("64 seg"));
  }

  private static List<ArchivedRecord> records() {
    List<ArchivedRecord> records = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      byte[] data = new byte[2_000];
      data[0] = (byte) i;
      records.add(Records.record(i % 2, 1_000 + i, "key-" + i, Records.START.plusSeconds(i), data));
    }
    return records;
  }

  private TestArchive archive() {
    return new TestArchive(new org.apache.flink.core.fs.Path(folder.resolve("archive").toUri()));
  }

  private TestReplay replay(String stream) {
    return TestReplay.ofLatest(archive(), stream, sandbox.dynamoDbEndpoint())
        .with("--target", "file:" + folder.resolve("out"));
  }

  private ReplayStatus run(TestArchive archive, URI endpoint, String... more) throws Exception {
    return TestReplay.ofLatest(archive, Records.STREAM, endpoint)
        .with("--target", "file:" + folder.resolve("out"))
        .run(more);
  }

  private List<ArchivedRecord> replayed() throws Exception {
    return JsonLines.read(folder.resolve("out"));
  }

  private List<String> keys() throws Exception {
    return replayed().stream().map(ArchivedRecord::getPartitionKey).toList();
  }
}
