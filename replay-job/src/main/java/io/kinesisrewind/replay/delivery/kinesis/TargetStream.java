package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.replay.pace.TargetCapacity;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.UsageException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Looks at a stream before records are put into it. */
public final class TargetStream {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private TargetStream() {}

  /** What keeps records from being put, as the end of a sentence with its remedy. */
  public static Optional<String> problem(AwsAccess aws, String streamName) {
    try {
      StreamStatus status = describe(aws, streamName).streamStatus();
      return status == StreamStatus.ACTIVE || status == StreamStatus.UPDATING
          ? Optional.empty()
          : Optional.of("the stream is " + status + "; wait until it is ACTIVE");
    } catch (SdkException e) {
      return Optional.of(explain(e, aws));
    }
  }

  /** The most that the stream takes of one record, data and partition key together, in KiB. */
  public static int recordKib(AwsAccess aws, String streamName) {
    try {
      return Optional.ofNullable(describe(aws, streamName).maxRecordSizeInKiB())
          .orElse(StreamLimits.USUAL_RECORD_KIB);
    } catch (SdkException e) {
      throw new UsageException("--target kinesis:" + streamName + ": " + explain(e, aws));
    }
  }

  /** The stream's open shards. */
  public static TargetCapacity.Opening capacity(AwsAccess aws, String streamName) {
    return () -> new OpenShards(client(aws), streamName);
  }

  /**
   * As Kinesis describes it.
   *
   * @throws SdkException where it does not
   */
  public static StreamDescriptionSummary describe(AwsAccess aws, String streamName) {
    try (KinesisClient client = client(aws)) {
      return describe(client, streamName);
    }
  }

  private static StreamDescriptionSummary describe(KinesisClient client, String streamName) {
    return client
        .describeStreamSummary(request -> request.streamName(streamName))
        .streamDescriptionSummary();
  }

  private static String explain(SdkException fault, AwsAccess aws) {
    if (fault instanceof ResourceNotFoundException) {
      return "there is no such stream in "
          + aws.region()
          + "; create it, or check the name, --region and the account";
    }
    if (fault instanceof AwsServiceException) {
      AwsServiceException error = (AwsServiceException) fault;
      String code = error.awsErrorDetails() == null ? "" : error.awsErrorDetails().errorCode();
      return "Kinesis refuses: "
          + code
          + ": "
          + (error.awsErrorDetails() == null
              ? error.getMessage()
              : error.awsErrorDetails().errorMessage())
          + "; the role needs kinesis:DescribeStreamSummary, ListShards and PutRecords";
    }
    return "Kinesis cannot be asked: "
        + String.valueOf(fault.getMessage()).lines().findFirst().orElse("")
        + "; check the credentials, --region and --kinesis-endpoint";
  }

  /** Not the asynchronous one: that takes two seconds to close. */
  private static KinesisClient client(AwsAccess aws) {
    return aws.kinesis(KinesisClient.builder())
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(configuration -> configuration.apiCallTimeout(TIMEOUT))
        .build();
  }

  /** With one client for as long as it is asked. */
  private static final class OpenShards implements TargetCapacity {

    private final KinesisClient client;
    private final String streamName;

    OpenShards(KinesisClient client, String streamName) {
      this.client = client;
      this.streamName = streamName;
    }

    @Override
    public int openShards() {
      return describe(client, streamName).openShardCount();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
