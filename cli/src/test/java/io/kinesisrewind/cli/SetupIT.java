package io.kinesisrewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Tag;

/** {@code ./rewind setup} on real streams and tables. */
class SetupIT {

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private KinesisClient kinesis;
  private DynamoDbClient dynamoDb;
  private String stream;
  private TableRuns runs;

  @BeforeEach
  void createStream() {
    Sandbox sandbox = SANDBOX.sandbox();
    AwsAccess aws = SandboxAccess.of(sandbox);
    kinesis = aws.kinesis(KinesisClient.builder()).build();
    dynamoDb = aws.dynamoDb(DynamoDbClient.builder()).build();
    stream = sandbox.uniqueName("orders");
    new StreamCreation(kinesis).create(stream, 1);
    runs = new TableRuns(sandbox);
  }

  @AfterEach
  void close() {
    kinesis.close();
    dynamoDb.close();
  }

  @Test
  void writesTheTagsAndCreatesTheTables() {
    String[] setup = {"setup", stream, "--mode=parquet+latest+all", "--ttl=30d"};

    Run first = runs.run(setup);

    assertThat(first.err()).isEmpty();
    assertThat(first.exitCode()).isEqualTo(Rewind.DONE);
    assertThat(first.out().lines())
        .containsExactly(
            "created " + stream + "-archive-latest (on demand), items expire by expireAfter",
            "created " + stream + "-archive-all (on demand), items expire by expireAfter",
            "tagged " + stream + ": StreamArchiveMode parquet+latest+all",
            "tagged " + stream + ": ArchiveTTL expireSeconds=2592000",
            "An archive job that runs now takes this up when it is started again.");
    assertThat(tags())
        .isEqualTo(
            Map.of(
                "StreamArchiveMode", "parquet+latest+all", "ArchiveTTL", "expireSeconds=2592000"));
    assertThat(expiryAttribute("-archive-latest")).isEqualTo("expireAfter");
    assertThat(expiryAttribute("-archive-all")).isEqualTo("expireAfter");

    Run again = runs.run(setup);

    assertThat(again.exitCode()).isEqualTo(Rewind.DONE);
    assertThat(again.out().lines())
        .containsExactly(
            stream + "-archive-latest is there",
            stream + "-archive-all is there",
            stream + " has the tag StreamArchiveMode parquet+latest+all",
            stream + " has the tag ArchiveTTL expireSeconds=2592000",
            "An archive job that runs now takes this up when it is started again.");
  }

  @Test
  void changesWhatDiffersAndNothingElse() {
    kinesis.addTagsToStream(add -> add.streamName(stream).tags(Map.of("team", "payments")));
    runs.run("setup", stream, "--mode=latest", "--ttl=1h");

    Run run = runs.run("setup", stream, "--mode=latest", "--ttl=none");

    assertThat(run.out())
        .contains(stream + " has the tag StreamArchiveMode latest\n")
        .contains("untagged " + stream + ": ArchiveTTL (was expireSeconds=3600)\n");
    assertThat(tags()).isEqualTo(Map.of("team", "payments", "StreamArchiveMode", "latest"));

    Run files = runs.run("setup", stream, "--mode=parquet");
    assertThat(files.out())
        .startsWith("tagged " + stream + ": StreamArchiveMode parquet (was latest)\n");
  }

  @Test
  void createsTablesWithTheCapacityGiven() {
    runs.run("setup", stream, "--mode=latest", "--ttl=none", "--read-units=3", "--write-units=7");

    var table = dynamoDb.describeTable(it -> it.tableName(stream + "-archive-latest")).table();
    assertThat(table.provisionedThroughput().readCapacityUnits()).isEqualTo(3);
    assertThat(table.provisionedThroughput().writeCapacityUnits()).isEqualTo(7);
    assertThat(table.billingModeSummary() == null ? null : table.billingModeSummary().billingMode())
        .isNotEqualTo(BillingMode.PAY_PER_REQUEST);
    assertThat(
            dynamoDb
                .describeTimeToLive(it -> it.tableName(stream + "-archive-latest"))
                .timeToLiveDescription()
                .timeToLiveStatus())
        .isEqualTo(TimeToLiveStatus.DISABLED);
  }

  @Test
  void aTableOfSomebodyElseStopsItBeforeAnythingIsChanged() {
    try (TestTable foreign = TestTable.foreign(SANDBOX.sandbox(), stream + "-archive-all")) {
      Run run = runs.run("setup", stream, "--mode=latest+all", "--ttl=none");

      assertThat(run.exitCode()).isEqualTo(Rewind.USAGE);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains(foreign.name() + " has the key id (S) as hash");
      assertThat(tags()).isEmpty();
      assertThat(dynamoDb.listTables().tableNames()).doesNotContain(stream + "-archive-latest");
    }
  }

  @Test
  void asksForWhatIsMissing() {
    assertThat(answering("n\n", "setup", stream, "--mode=latest", "--ttl=1h").exitCode()).isZero();

    Run declined = answering("all\n\n\n", "setup", stream);
    assertThat(declined.exitCode()).isEqualTo(Rewind.FAILED);
    assertThat(declined.out()).isEmpty();
    assertThat(declined.err())
        .contains("joined by + [latest]: ")
        .contains("none for ever [1h]: ")
        .contains("Set " + stream + " up for mode all, time to live 1h? [y/N] ")
        .contains("nothing is done");
    assertThat(tags())
        .isEqualTo(Map.of("StreamArchiveMode", "latest", "ArchiveTTL", "expireSeconds=3600"));

    Run done = answering("parquet\ny\n", "setup", stream);
    assertThat(done.exitCode()).isEqualTo(Rewind.DONE);
    assertThat(tags()).isEqualTo(Map.of("StreamArchiveMode", "parquet"));
  }

  @Test
  void aStreamThatIsNotThere() {
    Run run = runs.run("setup", "gone", "--mode=latest", "--ttl=none");

    assertThat(run.exitCode()).isEqualTo(Rewind.USAGE);
    assertThat(run.err()).contains("STREAM gone: does not exist in us-east-1");
  }

  /** At a terminal where somebody types this. */
  private Run answering(String typed, String... args) {
    InputStream in = System.in;
    System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
    System.setProperty("rewind.interactive", "true");
    try {
      return runs.run(args);
    } finally {
      System.clearProperty("rewind.interactive");
      System.setIn(in);
    }
  }

  private Map<String, String> tags() {
    return kinesis.listTagsForStream(list -> list.streamName(stream)).tags().stream()
        .collect(Collectors.toMap(Tag::key, Tag::value));
  }

  private String expiryAttribute(String suffix) {
    return dynamoDb
        .describeTimeToLive(describe -> describe.tableName(stream + suffix))
        .timeToLiveDescription()
        .attributeName();
  }
}
