package io.kinesisrewind.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.s3.S3Client;

/** How a sandbox starts and ends, and what it leaves. */
class SandboxLifeIT {
  @TempDir private Path folder;

  @Test
  void dataOutlivesItInADirectory() {
    SandboxOptions options = SandboxOptions.defaults().withDirectory(folder);
    Sandbox first = Sandbox.start(options);
    // A connection that stays open must neither hold up the end nor cost the data.
    try (KinesisClient connected = AwsClients.kinesis(first)) {
      putRecord(connected);
      putObject(first);
      putItem(first);
      first.close();
    }

    try (Sandbox sandbox = Sandbox.start(options);
        KinesisClient kinesis = AwsClients.kinesis(sandbox)) {
      assertThat(records(kinesis)).containsExactly("record");
      assertThat(s3Object(sandbox)).isEqualTo("object");
      assertThat(dynamoDbItem(sandbox)).isEqualTo("item");
    }
  }

  @Test
  void leavesNothingElse() {
    Set<Long> before = children();
    Sandbox sandbox = Sandbox.start();
    Path directory = sandbox.directory();
    assertThat(children()).hasSize(before.size() + Service.values().length);

    sandbox.close();
    sandbox.close();

    assertThat(children()).isEqualTo(before);
    assertThat(directory).doesNotExist();
  }

  @Test
  void runsOnlyWhatIsWanted() {
    Set<Long> before = children();
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withServices(Service.S3))) {
      assertThat(children()).hasSize(before.size() + 1);
      assertThat(sandbox.environment()).doesNotContainKey("AWS_ENDPOINT_URL_KINESIS");
      assertThatThrownBy(sandbox::kinesisEndpoint)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("This sandbox was started without kinesis");
    }
  }

  @Test
  void aPortThatIsTakenIsToldAndEverythingStopped() throws IOException {
    Set<Long> before = children();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SandboxOptions options = SandboxOptions.defaults().withPort(Service.S3, taken.getLocalPort());

      assertThatThrownBy(() -> Sandbox.start(options))
          .isInstanceOf(SandboxException.class)
          .hasMessageStartingWith("The sandbox's s3 server ended with exit code 1")
          .hasMessageContaining("Address already in use");
    }
    assertThat(children()).isEqualTo(before);
  }

  private static Set<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  private static void putRecord(KinesisClient kinesis) {
    kinesis.createStream(request -> request.streamName("stream").shardCount(1));
    kinesis.waiter().waitUntilStreamExists(request -> request.streamName("stream"));
    kinesis.putRecord(
        request ->
            request
                .streamName("stream")
                .partitionKey("key")
                .data(SdkBytes.fromUtf8String("record")));
  }

  private static void putObject(Sandbox sandbox) {
    sandbox.createBucket("bucket");
    try (S3Client s3 = AwsClients.s3(sandbox)) {
      s3.putObject(
          request -> request.bucket("bucket").key("key"), RequestBody.fromString("object"));
    }
  }

  private static void putItem(Sandbox sandbox) {
    try (DynamoDbClient dynamoDb = AwsClients.dynamoDb(sandbox)) {
      AwsClients.createTable(dynamoDb, "table");
      dynamoDb.putItem(
          request ->
              request
                  .tableName("table")
                  .item(
                      Map.of(
                          "id", AttributeValue.fromS("key"),
                          "value", AttributeValue.fromS("item"))));
    }
  }

  private static List<String> records(KinesisClient kinesis) {
    String iterator =
        kinesis
            .getShardIterator(
                request ->
                    request
                        .streamName("stream")
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    return kinesis.getRecords(request -> request.shardIterator(iterator)).records().stream()
        .map(Record::data)
        .map(SdkBytes::asUtf8String)
        .toList();
  }

  private static String s3Object(Sandbox sandbox) {
    try (S3Client s3 = AwsClients.s3(sandbox)) {
      return s3.getObjectAsBytes(request -> request.bucket("bucket").key("key")).asUtf8String();
    }
  }

  private static String dynamoDbItem(Sandbox sandbox) {
    try (DynamoDbClient dynamoDb = AwsClients.dynamoDb(sandbox)) {
      return dynamoDb
          .getItem(
              request -> request.tableName("table").key(Map.of("id", AttributeValue.fromS("key"))))
          .item()
          .get("value")
          .s();
    }
  }
}
