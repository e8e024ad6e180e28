package io.kinesisrewind.archive.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kinesisrewind.archive.ArchiveOptions;
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
