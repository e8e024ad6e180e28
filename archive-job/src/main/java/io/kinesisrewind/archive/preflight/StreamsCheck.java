package io.kinesisrewind.archive.preflight;

import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.Problems;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Every stream exists and can be read. */
final class StreamsCheck {

  private static final String OPTION = "--stream";

  private StreamsCheck() {}

  /**
   * @return whether Kinesis answers
   */
  static boolean run(List<String> streams, AwsAccess aws, Problems problems) {
    try (KinesisClient client =
        aws.kinesis(KinesisClient.builder())
            .httpClientBuilder(ApacheHttpClient.builder())
            .build()) {
      for (String stream : streams) {
        check(stream, aws.region(), client, problems);
      }
      return true;
    } catch (SdkException e) {
      // What is wrong with the way to Kinesis is wrong for each stream: said once.
      problems.add("Kinesis: " + AwsFailure.explain(e, "kinesis:DescribeStreamSummary"));
      return false;
    }
  }

  private static void check(String stream, String region, KinesisClient client, Problems problems) {
    try {
      StreamStatus status =
          client
              .describeStreamSummary(request -> request.streamName(stream))
              .streamDescriptionSummary()
              .streamStatus();
      problems.require(
          status == StreamStatus.ACTIVE || status == StreamStatus.UPDATING,
          OPTION,
          stream,
          "is " + status + "; start again when it is ACTIVE");
    } catch (ResourceNotFoundException e) {
      problems.add(OPTION, stream, "does not exist in " + region + "; check name and region");
    }
  }
}
