package io.kinesisrewind.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.sandbox.AwsClients;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The proxy between the AWS SDK and the emulators: Kinesis in CBOR, S3 signed and chunked. */
class FaultProxyIT {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @Test
  void kinesisIsThrottledAndTakesPartOfABatch() {
    Sandbox sandbox = SANDBOX.sandbox();
    String stream = sandbox.uniqueName("faults");
    try (FaultProxy proxy = FaultProxy.start(sandbox.kinesisEndpoint(), 1);
        KinesisClient kinesis = AwsClients.kinesis(sandbox, proxy.endpoint())) {
      kinesis.createStream(request -> request.streamName(stream).shardCount(1));
      Awaitility.await().until(() -> isActive(kinesis, stream));
      Injection throttling =
          proxy.inject(FaultRule.of(Fault.error(AwsError.THROUGHPUT_EXCEEDED), "PutRecords"));
      Injection partly =
          proxy.inject(
              FaultRule.of(
                  Fault.partialPutRecords(
                      0.3, AwsError.THROUGHPUT_EXCEEDED, AwsError.INTERNAL_FAILURE),
                  "PutRecords"));

      assertThatThrownBy(() -> put(kinesis, stream, 1))
          .isInstanceOf(ProvisionedThroughputExceededException.class)
          .hasMessageContaining("injected");
      throttling.switchOff();
      PutRecordsResponse response = put(kinesis, stream, 100);

      assertThat(throttling.injected()).isPositive(); // the SDK tries again by itself
      assertThat(partly.injected()).isEqualTo(1);
      assertThat(response.failedRecordCount()).isBetween(15, 45);
      assertThat(response.records()).hasSize(100);
      assertThat(response.records().stream().filter(record -> record.errorCode() != null))
          .hasSize(response.failedRecordCount());
      List<String> in =
          IntStream.range(0, 100)
              .filter(i -> response.records().get(i).errorCode() == null)
              .mapToObj(Integer::toString)
              .toList();
      assertThat(keys(kinesis, stream)).isEqualTo(in);
    }
  }

  @Test
  void whatIsSentToS3ThroughTheProxyIsWhatIsThere() {
    Sandbox sandbox = SANDBOX.sandbox();
    String bucket = sandbox.uniqueName("faults");
    sandbox.createBucket(bucket);
    byte[] data = new byte[6 << 20];
    new Random(2).nextBytes(data);
    try (FaultProxy proxy = FaultProxy.start(sandbox.s3Endpoint(), 1);
        S3Client through = AwsClients.s3(sandbox, proxy.endpoint());
        S3Client direct = AwsClients.s3(sandbox)) {
      String key = "a b/c+d";
      String id =
          through.createMultipartUpload(request -> request.bucket(bucket).key(key)).uploadId();
      Injection lost = proxy.inject(FaultRule.of(Fault.loseAnswer(), "UploadPart").withLimit(1));
      String tag =
          through
              .uploadPart(
                  request -> request.bucket(bucket).key(key).uploadId(id).partNumber(1),
                  RequestBody.fromBytes(data))
              .eTag();
      through.completeMultipartUpload(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .uploadId(id)
                  .multipartUpload(
                      upload ->
                          upload.parts(CompletedPart.builder().partNumber(1).eTag(tag).build())));

      assertThat(lost.injected()).isEqualTo(1);
      assertThat(direct.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray())
          .isEqualTo(data);
      assertThat(through.headObject(r -> r.bucket(bucket).key(key)).contentLength())
          .isEqualTo(data.length);
      assertThat(through.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray())
          .isEqualTo(data);
      proxy.inject(FaultRule.of(Fault.error(AwsError.ACCESS_DENIED), "GetObject"));
      assertThatThrownBy(() -> through.getObjectAsBytes(r -> r.bucket(bucket).key(key)))
          .isInstanceOf(S3Exception.class)
          .hasMessageContaining("Access Denied (injected)");
    }
  }

  @Test
  void aDynamoDbTableIsThereThoughTheAnswerWasLost() {
    Sandbox sandbox = SANDBOX.sandbox();
    String table = sandbox.uniqueName("faults");
    try (FaultProxy proxy = FaultProxy.start(sandbox.dynamoDbEndpoint(), 1);
        DynamoDbClient dynamoDb = AwsClients.dynamoDb(sandbox, proxy.endpoint())) {
      proxy.inject(FaultRule.of(Fault.cut(), "ListTables"));
      Injection lost = proxy.inject(FaultRule.of(Fault.loseAnswer(), "CreateTable").withLimit(1));
      proxy.inject(FaultRule.of(Fault.error(AwsError.ACCESS_DENIED_EXCEPTION), "DeleteTable"));

      assertThatThrownBy(() -> AwsClients.createTable(dynamoDb, table))
          .isInstanceOf(ResourceInUseException.class); // the SDK tried again by itself
      assertThat(lost.injected()).isEqualTo(1);
      assertThatThrownBy(dynamoDb::listTables).isInstanceOf(SdkClientException.class);
      assertThatThrownBy(() -> dynamoDb.deleteTable(request -> request.tableName(table)))
          .isInstanceOfSatisfying(
              AwsServiceException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
    }
  }

  private static boolean isActive(KinesisClient kinesis, String stream) {
    return kinesis
            .describeStreamSummary(request -> request.streamName(stream))
            .streamDescriptionSummary()
            .streamStatus()
        == StreamStatus.ACTIVE;
  }

  private static PutRecordsResponse put(KinesisClient kinesis, String stream, int count) {
    List<PutRecordsRequestEntry> entries =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    PutRecordsRequestEntry.builder()
                        .partitionKey(Integer.toString(i))
                        .data(SdkBytes.fromByteArray(new byte[] {(byte) i, (byte) 0xFF}))
                        .build())
            .toList();
    return kinesis.putRecords(request -> request.streamName(stream).records(entries));
  }

  private static List<String> keys(KinesisClient kinesis, String stream) {
    String shard =
        kinesis.listShards(request -> request.streamName(stream)).shards().get(0).shardId();
    String iterator =
        kinesis
            .getShardIterator(
                request ->
                    request.streamName(stream).shardId(shard).shardIteratorType("TRIM_HORIZON"))
            .shardIterator();
    return kinesis.getRecords(request -> request.shardIterator(iterator)).records().stream()
        .map(record -> record.partitionKey())
        .toList();
  }
}
