package io.kinesisrewind.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** {@code ./rewind latest} on a real table. */
class LatestIT {

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private Sandbox sandbox;
  private String stream;
  private TestTable table;
  private TableRuns runs;

  @BeforeEach
  void createTable() {
    sandbox = SANDBOX.sandbox();
    stream = sandbox.uniqueName("orders");
    table = TestTable.latest(sandbox, stream);
    runs = new TableRuns(sandbox);
  }

  @AfterEach
  void dropTable() {
    table.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k",
        "Zürich 東京 \uD83D\uDE80",
        "\u0001\u001b[31m\t\r\n",
        "../../etc/passwd",
        "-1",
        "''"
      })
  void findsAKeyWhateverIsInIt(String key) throws Exception {
    table.put(TestTable.item(key, "7", 0, new byte[] {0, 1, -1}));

    Run run = runs.run("latest", stream, "--key=" + key);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(Rewind.DONE);
    assertThat(TableRuns.lines(run)).hasSize(1);
    JsonNode line = TableRuns.lines(run).get(0);
    assertThat(line.get("partition_key").asText()).isEqualTo(key);
    assertThat(line.get("data").binaryValue()).isEqualTo(new byte[] {0, 1, -1});
  }

  @Test
  void rawIsTheDataToTheByte() {
    byte[] data = new byte[300_000];
    new Random(2).nextBytes(data);
    table.put(TestTable.item("k", "7", 0, data));
    table.put(TestTable.gzipped("z", "7", data));

    for (String key : new String[] {"k", "z"}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Rewind.run(out, runs.withAws("latest", stream, "--key=" + key, "--data=raw"));
      assertThat(out.toByteArray()).isEqualTo(data);
    }
  }

  @Test
  void jsonIsShownAsJson() {
    table.put(TestTable.item("k", "7", 0, "{\"total\": 1.10,\n \"id\": 7}".getBytes(UTF_8)));

    assertThat(runs.run("latest", stream, "--key=k", "--data=json").out())
        .contains("\"data\":{\"total\": 1.10,  \"id\": 7},");
  }

  @Test
  void whatIsExpiredIsNotThereAnyMore() {
    table.put(TestTable.expiring(TestTable.item("k", "7", 0, new byte[1]), -3_600));

    assertNone(runs.run("latest", stream, "--key=k"));
    assertNone(runs.run("latest", stream, "--key=never"));
  }

  @Test
  void aKeyThatATombstoneHasDeletedIsNotThere() {
    Map<String, AttributeValue> marker = TestTable.withoutData("k", "7", 0);
    marker.put("deleted", AttributeValue.fromBool(true));
    table.put(marker);

    assertNone(runs.run("latest", stream, "--key=k"));
  }

  @Test
  void dataThatIsNowhereIsNull() throws Exception {
    table.put(TestTable.withoutData("k", "7", 0));

    Run run = runs.run("latest", stream, "--key=k");

    assertThat(run.exitCode()).isEqualTo(Rewind.DONE);
    JsonNode line = TableRuns.lines(run).get(0);
    assertThat(line.get("data").isNull()).isTrue();
    assertThat(line.get("archive_location").isNull()).isTrue();

    Run raw = runs.run("latest", stream, "--key=k", "--data=raw");
    assertThat(raw.exitCode()).isEqualTo(Rewind.FAILED);
    assertThat(raw.out()).isEmpty();
    assertThat(raw.err()).contains("key 'k', is without data").contains("not archived");
  }

  @Test
  void anArchiveThatIsNotThere() {
    Map<String, AttributeValue> item = TestTable.withoutData("k", "7", 0);
    String location =
        "s3://not-there/a/stream_name="
            + stream
            + "/arrival_date=2026-03-01/arrival_hour=09/bucket-00-of-04-";
    item.put("archiveLocation", AttributeValue.fromS(location));
    table.put(item);

    Run run = runs.run("latest", stream, "--key=k");
    assertThat(run.exitCode()).isEqualTo(Rewind.FAILED);
    assertThat(run.err()).contains("key 'k', has its data in the archive").contains(location);
    assertThat(run.out()).contains("\"data\":null,\"archive_location\":\"" + location + "\"");

    Run without = runs.run("latest", stream, "--key=k", "--no-archive");
    assertThat(without.exitCode()).isEqualTo(Rewind.DONE);
    assertThat(without.err()).isEmpty();
    assertThat(without.out()).isEqualTo(run.out());
  }

  @Test
  void aLocationThatIsNotTheRecordsOwnIsNotRead() {
    Map<String, AttributeValue> item = TestTable.withoutData("k", "7", 0);
    item.put("archiveLocation", AttributeValue.fromS("file:///etc/"));
    table.put(item);

    Run run = runs.run("latest", stream, "--key=k");

    assertThat(run.exitCode()).isEqualTo(Rewind.FAILED);
    assertThat(run.err()).contains("its location file:///etc/ is not one of an archive");
  }

  @Test
  void dataThatIsTooLargeForTheTableComesFromTheArchive() throws Exception {
    byte[] data = new byte[700_000];
    new Random(4).nextBytes(data);
    String big = sandbox.uniqueName("big");
    String bucket = sandbox.uniqueName("archive");
    sandbox.createBucket(bucket);
    try (KinesisClient kinesis =
        SandboxAccess.of(sandbox).kinesis(KinesisClient.builder()).build()) {
      new StreamCreation(kinesis).create(big, 1);
      kinesis.putRecord(
          put -> put.streamName(big).partitionKey("k").data(SdkBytes.fromByteArray(data)));
    }
    Run archive =
        runs.run(
            "archive",
            "--stream=" + big,
            "--archive=s3://" + bucket,
            "--create-tables",
            "--for=20s");
    assertThat(archive.out()).contains("stopped; archived 1 records");

    assertThat(runs.run("latest", big, "--key=k", "--no-archive").out())
        .contains("\"data\":null,\"archive_location\":\"s3://" + bucket);
    Run run = runs.run("latest", big, "--key=k");
    assertThat(run.err()).isEmpty();
    assertThat(TableRuns.lines(run).get(0).get("data").binaryValue()).isEqualTo(data);
  }

  @Test
  void anOutputThatIsFullIsTold() {
    table.put(TestTable.item("k", "7", 0, new byte[1]));
    var full =
        new java.io.OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertThat(Rewind.run(full, runs.withAws("latest", stream, "--key=k")))
        .isEqualTo(Rewind.FAILED);
  }

  @Test
  void aDynamoDbThatDoesNotAnswer() {
    Run run =
        Run.of("latest", stream, "--key=k", "--region=r", "--dynamodb-endpoint=http://127.0.0.1:1");

    assertThat(run.exitCode()).isEqualTo(Rewind.USAGE);
    assertThat(run.err())
        .contains("dynamodb:GetItem got no answer")
        .contains("check region, endpoint and network")
        .doesNotContain("\tat ");
  }

  private void assertNone(Run run) {
    assertThat(run.exitCode()).isEqualTo(Rewind.FAILED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).matches("rewind: no record of key '\\w+' in " + table.name() + "\n");
  }
}
