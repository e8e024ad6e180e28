package io.kinesisrewind.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Each service of the shared sandbox answers as its AWS original would. */
class SandboxIT {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private static final int PART_SIZE = 5 * 1024 * 1024;

  private final Sandbox sandbox = SANDBOX.sandbox();

  @Test
  void isSharedByAllWhoAsk(Sandbox injected) {
    assertThat(injected).isSameAs(sandbox);
  }

  @Test
  void tellsAwsToolsHowToReachIt() {
    assertThat(sandbox.environment())
        .containsEntry("AWS_REGION", "us-east-1")
        .containsEntry("AWS_ACCESS_KEY_ID", sandbox.accessKey())
        .containsEntry("AWS_SECRET_ACCESS_KEY", sandbox.secretKey())
        .containsEntry("AWS_ENDPOINT_URL_KINESIS", sandbox.kinesisEndpoint().toString())
        .containsEntry("AWS_ENDPOINT_URL_S3", sandbox.s3Endpoint().toString())
        .containsEntry("AWS_ENDPOINT_URL_DYNAMODB", sandbox.dynamoDbEndpoint().toString())
        .hasSize(6);
  }

  @Test
  void kinesisGivesBackWhatWasPut() {
    String stream = sandbox.uniqueName("orders");
    SdkBytes data = SdkBytes.fromByteArray(new byte[] {0, -1, 7});
    try (KinesisClient kinesis = AwsClients.kinesis(sandbox)) {
      kinesis.createStream(request -> request.streamName(stream).shardCount(2));
      kinesis.waiter().waitUntilStreamExists(request -> request.streamName(stream));

      PutRecordResponse put =
          kinesis.putRecord(request -> request.streamName(stream).partitionKey("k").data(data));

      String iterator =
          kinesis
              .getShardIterator(
                  request ->
                      request
                          .streamName(stream)
                          .shardId(put.shardId())
                          .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
              .shardIterator();
      List<Record> records =
          kinesis.getRecords(request -> request.shardIterator(iterator)).records();
      assertThat(records).hasSize(1);
      assertThat(records.get(0).sequenceNumber()).isEqualTo(put.sequenceNumber());
      assertThat(records.get(0).data()).isEqualTo(data);
      assertThat(kinesis.describeStreamSummary(request -> request.streamName(stream)))
          .extracting(response -> response.streamDescriptionSummary().streamARN())
          .isEqualTo("arn:aws:kinesis:us-east-1:" + Sandbox.ACCOUNT + ":stream/" + stream);
    }
  }

  @Test
  void s3GivesBackWhatWasUploadedInParts() {
    String bucket = sandbox.uniqueName("archive");
    sandbox.createBucket(bucket);
    byte[] first = new byte[PART_SIZE];
    Arrays.fill(first, (byte) 1);
    byte[] second = {2, 3};
    try (S3Client s3 = AwsClients.s3(sandbox)) {
      String upload =
          s3.createMultipartUpload(request -> request.bucket(bucket).key("a/b")).uploadId();
      CompletedPart partOne = uploadPart(s3, bucket, upload, 1, first);
      CompletedPart partTwo = uploadPart(s3, bucket, upload, 2, second);
      s3.completeMultipartUpload(
          request ->
              request
                  .bucket(bucket)
                  .key("a/b")
                  .uploadId(upload)
                  .multipartUpload(parts -> parts.parts(partOne, partTwo)));

      byte[] object =
          s3.getObjectAsBytes(request -> request.bucket(bucket).key("a/b")).asByteArray();

      assertThat(object).startsWith(first).endsWith(second).hasSize(PART_SIZE + 2);
    }
  }

  @Test
  void s3RefusesAWrongSecret() {
    String bucket = sandbox.uniqueName("archive");
    sandbox.createBucket(bucket);
    try (S3Client s3 = AwsClients.s3(sandbox, "wrong")) {
      assertThatThrownBy(
              () ->
                  s3.putObject(
                      request -> request.bucket(bucket).key("a"), RequestBody.fromString("b")))
          .isInstanceOf(S3Exception.class)
          .hasMessageContaining("403");
    }
  }

  @Test
  void aBucketMayBeCreatedTwiceButNotUnderAnInvalidName() {
    String bucket = sandbox.uniqueName("archive");
    sandbox.createBucket(bucket);
    sandbox.createBucket(bucket);

    assertThatThrownBy(() -> sandbox.createBucket("x"))
        .isInstanceOf(SandboxException.class)
        .hasMessageStartingWith("The bucket x cannot be created:")
        .hasMessageContaining("InvalidBucketName");
  }

  @Test
  void dynamoDbChecksConditions() {
    String table = sandbox.uniqueName("latest");
    try (DynamoDbClient dynamoDb = AwsClients.dynamoDb(sandbox)) {
      AwsClients.createTable(dynamoDb, table);
      putIfHigher(dynamoDb, table, 2);

      assertThatThrownBy(() -> putIfHigher(dynamoDb, table, 1))
          .isInstanceOf(ConditionalCheckFailedException.class);
      putIfHigher(dynamoDb, table, 3);

      assertThat(dynamoDb.getItem(request -> request.tableName(table).key(Map.of("id", text("a")))))
          .extracting(response -> response.item().get("position").n())
          .isEqualTo("3");
    }
  }

  @Test
  void sampleFlightsAreThere() throws IOException {
    assertThat(Files.readString(SampleData.flights()))
        .startsWith("[{\"date\":\"2001/01/01")
        .contains("\"origin\":", "\"destination\":", "\"delay\":", "\"distance\":");
    assertThat(SampleData.flights(20_000)).isRegularFile();
    assertThatThrownBy(() -> SampleData.flights(7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20000");
  }

  private static CompletedPart uploadPart(
      S3Client s3, String bucket, String upload, int number, byte[] bytes) {
    String tag =
        s3.uploadPart(
                request -> request.bucket(bucket).key("a/b").uploadId(upload).partNumber(number),
                RequestBody.fromBytes(bytes))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private static void putIfHigher(DynamoDbClient dynamoDb, String table, int position) {
    AttributeValue value = AttributeValue.fromN(Integer.toString(position));
    dynamoDb.putItem(
        request ->
            request
                .tableName(table)
                .item(Map.of("id", text("a"), "position", value))
                .conditionExpression("attribute_not_exists(id) OR #position < :position")
                .expressionAttributeNames(Map.of("#position", "position"))
                .expressionAttributeValues(Map.of(":position", value)));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
