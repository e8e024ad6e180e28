package io.kinesisrewind.archive.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kinesisrewind.archive.ArchiveOptions;
import io.kinesisrewind.archive.streams.StreamPlan;
import io.kinesisrewind.archive.support.ArchiveOptionsBuilder;
import io.kinesisrewind.archive.support.LatestReader;
import io.kinesisrewind.archive.support.SandboxS3;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.runtime.UsageException;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.schemas.LatestTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class PreflightIT {

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @TempDir Path archive;

  private Sandbox sandbox;
  private TestStream stream;

  @BeforeEach
  void createStream() throws IOException {
    sandbox = SANDBOX.sandbox();
    SandboxS3.initialize(sandbox);
    stream = TestStream.create(sandbox, sandbox.uniqueName("orders"), 1);
  }

  @AfterEach
  void close() {
    stream.close();
  }

  @Test
  void allThatIsMissingIsToldAtOnce() {
    String missing = sandbox.uniqueName("nosuchstream");
    String bucket = sandbox.uniqueName("nosuchbucket");

    UsageException thrown =
        catchThrowableOfType(
            UsageException.class,
            () -> check("--stream", missing, "--archive", "s3://" + bucket + "/archive"));

    assertThat(thrown.problems())
        .containsExactly(
            "--stream " + missing + ": does not exist in us-east-1; check name and region",
            "--archive s3://"
                + bucket
                + "/archive: the bucket "
                + bucket
                + " does not exist; create it first",
            "The DynamoDB table "
                + LatestTable.tableName(missing)
                + " does not exist; create it with --create-tables");
  }

  @Test
  void tablesAreCreatedOnlyWhereAllElseIsWell() {
    String missing = sandbox.uniqueName("nosuchstream");

    assertThatThrownBy(
            () ->
                check(
                    "--stream",
                    stream.name() + "," + missing,
                    "--archive",
                    archive.toString(),
                    "--create-tables"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--stream " + missing + ": does not exist in us-east-1; check name and region");
    try (DynamoDbClient client = LatestReader.client(sandbox)) {
      assertThat(client.listTables().tableNames())
          .doesNotContain(LatestTable.tableName(stream.name()));
    }
  }

  @Test
  void tablesAreCreatedByTwoJobsAtOnce() {
    List<CompletableFuture<Void>> jobs =
        List.of(
            CompletableFuture.runAsync(this::checkCreating),
            CompletableFuture.runAsync(this::checkCreating));

    assertThat(jobs)
        .allSatisfy(job -> assertThat(job).succeedsWithin(java.time.Duration.ofMinutes(1)));
    try (LatestReader latest = new LatestReader(sandbox, stream.name())) {
      assertThat(latest.items()).isEmpty();
    }
    assertThatCode(() -> check("--stream", stream.name(), "--archive", archive.toString()))
        .doesNotThrowAnyException();
  }

  @Test
  void aTableWithAnotherKeyIsTold() {
    try (DynamoDbClient client = LatestReader.client(sandbox)) {
      client.createTable(
          request ->
              request
                  .tableName(LatestTable.tableName(stream.name()))
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .keySchema(key("id", KeyType.HASH), key("at", KeyType.RANGE))
                  .attributeDefinitions(
                      attribute("id", ScalarAttributeType.S),
                      attribute("at", ScalarAttributeType.N)));
    }

    assertThatThrownBy(this::checkCreating)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "has the key id (S) as hash, at (N) as range where a latest table has"
                + " partitionKey (S) as hash and no range key");
  }

  @Test
  void tagsThatCannotBeUnderstoodAreToldWithStreamTagValueAndRemedy() {
    stream.tagged(Map.of("StreamArchiveMode", "everything", "ArchiveTTL", "1h"));

    UsageException thrown = catchThrowableOfType(UsageException.class, this::checkCreating);

    assertThat(thrown.problems())
        .containsExactly(
            "The stream "
                + stream.name()
                + " has a tag StreamArchiveMode that is not understood: 'everything' is not a mode;"
                + " write parquet, latest, all, or some of them as in parquet+latest, or override"
                + " it with --mode",
            "The stream "
                + stream.name()
                + " has a tag ArchiveTTL that is not understood: '1h' is not a time to live; write"
                + " for instance expireSeconds=86400, or override it with --ttl");
    assertThatCode(
            () ->
                check(
                    "--stream",
                    stream.name(),
                    "--mode",
                    "latest",
                    "--ttl",
                    "1h",
                    "--create-tables"))
        .doesNotThrowAnyException();
  }

  @Test
  void optionsGoBeforeTagsAndTagsBeforeDefaults() {
    stream.tagged(Map.of("StreamArchiveMode", "latest", "ArchiveTTL", "expireSeconds=60"));

    assertThat(plan("--stream", stream.name()).lines())
        .containsExactly(
            stream.name() + ": mode latest (tag StreamArchiveMode), ttl 60 s (tag ArchiveTTL)");
    assertThat(plan("--stream", stream.name(), "--mode", "all", "--ttl", "2min").lines())
        .containsExactly(stream.name() + ": mode all (--mode), ttl 120 s (--ttl)");
    assertThat(plan("--stream", stream.name(), "--ttl", "2min").lines())
        .containsExactly(
            stream.name() + ": mode latest (tag StreamArchiveMode), ttl 120 s (--ttl)");
    try (TestStream untagged = TestStream.create(sandbox, sandbox.uniqueName("plain"), 1)) {
      assertThat(plan("--stream", untagged.name()).lines())
          .containsExactly(untagged.name() + ": mode parquet+latest (default), ttl none (default)");
    }
  }

  @Test
  void streamsAreNamedAndFoundByTheirPrefix() {
    String prefix = sandbox.uniqueName("web") + ".";
    try (TestStream first = TestStream.create(sandbox, prefix + "1", 1);
        TestStream second = TestStream.create(sandbox, prefix + "2", 1)) {
      assertThat(
              plan("--stream", stream.name() + "," + second.name(), "--stream-prefix", prefix)
                  .streams())
          .containsExactly(stream.name(), second.name(), first.name());
    }
  }

  @Test
  void aPrefixThatFindsNothingIsTold() {
    String prefix = sandbox.uniqueName("none");

    assertThatThrownBy(() -> check("--stream-prefix", prefix, "--archive", archive.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--stream-prefix "
                + prefix
                + ": no stream in us-east-1 has a name that begins so; check prefix and region");
  }

  @Test
  void aTableThatDoesNotExpireIsToldAndMended() {
    String[] latestForAnHour = {"--stream", stream.name(), "--mode", "latest", "--ttl", "1h"};
    check("--stream", stream.name(), "--mode", "latest", "--create-tables");

    assertThatThrownBy(() -> check(latestForAnHour))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "The DynamoDB table "
                + stream.name()
                + "-archive-latest does not delete what expires; switch its time to live by"
                + " expireAfter on, or give --create-tables, which does");

    check("--stream", stream.name(), "--mode", "latest", "--ttl", "1h", "--create-tables");
    assertThatCode(() -> check(latestForAnHour)).doesNotThrowAnyException();
  }

  @Test
  void theHistoryTableIsLookedAtAndCreatedToo() {
    assertThatThrownBy(() -> check("--stream", stream.name(), "--mode", "all"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "The DynamoDB table "
                + stream.name()
                + "-archive-all does not exist; create it with --create-tables");

    check("--stream", stream.name(), "--mode", "all", "--create-tables");
    assertThatCode(() -> check("--stream", stream.name(), "--mode", "all"))
        .doesNotThrowAnyException();
  }

  @Test
  void aFolderThatIsAFileIsTold() throws IOException {
    Path file = Files.createFile(archive.resolve("file"));

    assertThatThrownBy(
            () ->
                check(
                    "--stream", stream.name(), "--mode", "parquet", "--archive", file + "/inside"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(file + " is not a folder; choose another");
  }

  @Test
  void aSchemeWithoutAFileSystemIsTold() {
    assertThatThrownBy(
            () -> check("--stream", stream.name(), "--mode", "parquet", "--archive", "gs://b/x"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("Flink has no file system for it here");
  }

  @Test
  void aServiceThatIsNotThereIsToldOnce() {
    ArchiveOptions options =
        ArchiveOptionsBuilder.in(sandbox)
            .with("--stream", "a,b,c", "--mode", "latest")
            .with("--kinesis-endpoint", "http://127.0.0.1:9")
            .options();

    UsageException thrown =
        catchThrowableOfType(UsageException.class, () -> Preflight.check(options));

    assertThat(thrown.problems())
        .filteredOn(problem -> problem.startsWith("Kinesis: "))
        .singleElement()
        .asString()
        .contains("kinesis:DescribeStreamSummary got no answer")
        .contains("check region, endpoint and network");
  }

  @Test
  void aBucketThatIsThereIsFineEvenWithNothingInIt() {
    String bucket = sandbox.uniqueName("archive");
    sandbox.createBucket(bucket);

    assertThatCode(
            () ->
                check(
                    "--stream",
                    stream.name(),
                    "--mode",
                    "parquet",
                    "--archive",
                    "s3://" + bucket + "/archive"))
        .doesNotThrowAnyException();
  }

  @Test
  void wrongCredentialsForTheBucketAreTold() throws IOException {
    String bucket = sandbox.uniqueName("archive");
    sandbox.createBucket(bucket);
    SandboxS3.initialize(sandbox, "not the secret");

    assertThatThrownBy(
            () ->
                check(
                    "--stream",
                    stream.name(),
                    "--mode",
                    "parquet",
                    "--archive",
                    "s3://" + bucket + "/archive"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--archive s3://"
                + bucket
                + "/archive: S3 does not accept the credentials; check them");
  }

  private void checkCreating() {
    check("--stream", stream.name(), "--archive", archive.toString(), "--create-tables");
  }

  private StreamPlan plan(String... arguments) {
    return ArchiveOptionsBuilder.in(sandbox)
        .with("--archive", archive.toString())
        .with(arguments)
        .options()
        .plan();
  }

  private void check(String... arguments) {
    Preflight.check(ArchiveOptionsBuilder.in(sandbox).with(arguments).options());
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }
}
