package io.kinesisrewind.archive.latest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.archive.preflight.Preflight;
import io.kinesisrewind.archive.support.ArchiveOptionsBuilder;
import io.kinesisrewind.archive.support.LatestReader;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.LatestTable;
import io.kinesisrewind.schemas.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sink alone, on a real table. */
class LatestTableSinkIT {

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();
  @RegisterExtension static final MiniClusterExtension FLINK = new MiniClusterExtension();

  private Sandbox sandbox;
  private TestStream stream;
  private AwsAccess aws;

  @BeforeEach
  void createTable() {
    sandbox = SANDBOX.sandbox();
    stream = TestStream.create(sandbox, sandbox.uniqueName("orders"), 1);
    var options =
        ArchiveOptionsBuilder.in(sandbox)
            .with("--stream", stream.name(), "--mode", "latest", "--create-tables")
            .options();
    aws = options.aws();
    Preflight.check(options);
  }

  @AfterEach
  void close() {
    stream.close();
  }

  @Test
  void whateverTheOrderTheHighestPositionStays() throws Exception {
    List<ArchivedRecord> records = new ArrayList<>();
    Map<String, Position> highest = new HashMap<>();
    for (int i = 0; i < 600; i++) {
      // From one digit to three: as text, 9 would be the highest.
      ArchivedRecord record = record("key-" + i % 23, i);
      records.add(record);
      highest.merge(
          record.getPartitionKey(), Position.of(record), (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
    records.addAll(records.subList(0, 200));
    Collections.shuffle(records, new Random(5));

    write(records);

    try (LatestReader latest = new LatestReader(sandbox, stream.name())) {
      assertThat(latest.positions()).isEqualTo(highest);
    }
  }

  @Test
  void theLargestItemThatIsSentAsItIsFits() throws Exception {
    int beside = LatestItems.bytesBesideData(record("a", 1));
    byte[] data = new byte[LatestTable.MAX_ITEM_BYTES - beside];
    new Random(1).nextBytes(data);
    ArchivedRecord record = record("a", 1);
    record.setData(java.nio.ByteBuffer.wrap(data));

    write(List.of(record));

    try (LatestReader latest = new LatestReader(sandbox, stream.name())) {
      assertThat(latest.items().get("a").get(LatestTable.RECORD_DATA).b().asByteArray())
          .isEqualTo(data);
    }
  }

  @Test
  void aTableThatIsGoneFailsTheJobWithItsName() {
    ArchivedRecord record = record("a", 1);
    record.setStreamName("gone");

    assertThatThrownBy(() -> write(List.of(record)))
        .hasStackTraceContaining(
            "Cannot write to the DynamoDB table gone-archive-latest: it does not exist");
  }

  private void write(List<ArchivedRecord> records) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.fromData(JobEnvironment.recordType(), records.toArray(new ArchivedRecord[0]))
        .sinkTo(LatestTableSink.sink(aws, LatestItems.in(ArchiveLocation.none()), Tombstone.NONE));
    env.execute();
  }

  private ArchivedRecord record(String key, long sequenceNumber) {
    ArchivedRecord record = Records.record(key, sequenceNumber);
    record.setStreamName(stream.name());
    return record;
  }
}
