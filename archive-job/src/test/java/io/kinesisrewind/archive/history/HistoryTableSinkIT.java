package io.kinesisrewind.archive.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.archive.ArchiveOptions;
import io.kinesisrewind.archive.latest.ArchiveLocation;
import io.kinesisrewind.archive.latest.LatestItems;
import io.kinesisrewind.archive.preflight.Preflight;
import io.kinesisrewind.archive.support.ArchiveOptionsBuilder;
import io.kinesisrewind.archive.support.HistoryReader;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.sandbox.faults.AwsError;
import io.kinesisrewind.sandbox.faults.Fault;
import io.kinesisrewind.sandbox.faults.FaultProxy;
import io.kinesisrewind.sandbox.faults.FaultRule;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.HistoryTable;
import io.kinesisrewind.schemas.LatestTable;
import io.kinesisrewind.schemas.Position;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sink alone, on real tables. */
class HistoryTableSinkIT {

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();
  @RegisterExtension static final MiniClusterExtension FLINK = new MiniClusterExtension();

  private Sandbox sandbox;
  private TestStream stream;
  private AwsAccess aws;

  @BeforeEach
  void createTable() {
    sandbox = SANDBOX.sandbox();
    stream = TestStream.create(sandbox, sandbox.uniqueName("orders"), 1);
    ArchiveOptions options =
        ArchiveOptionsBuilder.in(sandbox)
            .with("--stream", stream.name(), "--mode", "all", "--create-tables")
            .options();
    aws = options.aws();
    Preflight.check(options);
  }

  @AfterEach
  void close() {
    stream.close();
  }

  @Test
  void writtenAgainInAnotherOrderEveryRecordIsThereOnceAndInOrder() throws Exception {
    List<ArchivedRecord> records = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      // From one digit to three: as text, 9 would be the highest. A key that is blank, too.
      records.add(record(i % 7 == 0 ? " " : "key-" + i % 7, i));
    }

    write(records);
    Collections.shuffle(records, new Random(5));
    write(records);

    try (HistoryReader history = new HistoryReader(sandbox, stream.name())) {
      assertThat(history.items()).hasSize(500);
      assertThat(history.items(" "))
          .extracting(HistoryReader::position)
          .containsExactlyElementsOf(
              records.stream()
                  .filter(record -> record.getPartitionKey().equals(" "))
                  .map(Position::of)
                  .sorted()
                  .collect(Collectors.toList()));
    }
  }

  @Test
  void valuesTooLargeAreCompressedOrLeftOut() throws Exception {
    byte[] random = new byte[1 << 20];
    new Random(1).nextBytes(random);
    ArchivedRecord incompressible = record("a", 1);
    incompressible.setData(ByteBuffer.wrap(random));
    ArchivedRecord compressible = record("a", 2);
    compressible.setData(ByteBuffer.wrap(new byte[1 << 20]));
    ArchivedRecord empty = record("a", 3);
    empty.setData(ByteBuffer.allocate(0));

    write(List.of(incompressible, compressible, empty));

    try (HistoryReader history = new HistoryReader(sandbox, stream.name())) {
      var items = history.items("a");
      assertThat(items).hasSize(3);
      assertThat(items.get(0))
          .doesNotContainKey(LatestTable.RECORD_DATA)
          .containsKey(LatestTable.ARCHIVE_LOCATION);
      assertThat(items.get(1).get(LatestTable.RECORD_DATA_ENCODING).s()).isEqualTo("gzip");
      assertThat(items.get(2).get(LatestTable.RECORD_DATA).b().asByteArray()).isEmpty();
    }
  }

  @Test
  void aTableThatIsGoneFailsTheJobWithItsName() {
    ArchivedRecord record = record("a", 1);
    record.setStreamName("gone");

    assertThatThrownBy(() -> write(List.of(record("a", 1), record)))
        .hasStackTraceContaining(
            "Cannot write to the DynamoDB table gone-archive-all: it does not exist");
  }

  @Test
  void aTableThatDeniesAccessFailsTheJobWithItsNameAndTheRightThatIsMissing() {
    try (FaultProxy proxy = FaultProxy.start(sandbox.dynamoDbEndpoint(), 1)) {
      proxy.inject(FaultRule.of(Fault.error(AwsError.ACCESS_DENIED_EXCEPTION), "BatchWriteItem"));
      aws =
          ArchiveOptionsBuilder.in(sandbox)
              .with("--stream", stream.name(), "--mode", "all", "--ttl", "1d")
              .with("--dynamodb-endpoint", proxy.endpoint().toString())
              .options()
              .aws();

      assertThatThrownBy(() -> write(List.of(record("a", 1))))
          .hasStackTraceContaining(
              "Cannot write to the DynamoDB table "
                  + HistoryTable.tableName(stream.name())
                  + ": no permission for dynamodb:BatchWriteItem");
    }
  }

  private void write(List<ArchivedRecord> records) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    LatestItems items = LatestItems.in(ArchiveLocation.in(new Path("s3://bucket/archive"), 4));
    env.fromData(JobEnvironment.recordType(), records.toArray(new ArchivedRecord[0]))
        .sinkTo(HistoryTableSink.sink(aws, items));
    env.execute();
  }

  private ArchivedRecord record(String key, long sequenceNumber) {
    ArchivedRecord record = Records.record(key, sequenceNumber);
    record.setStreamName(stream.name());
    return record;
  }
}
