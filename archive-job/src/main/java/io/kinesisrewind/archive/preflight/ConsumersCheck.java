package io.kinesisrewind.archive.preflight;

import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.Problems;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** Every stream has the enhanced fan-out consumer, or is given it. */
final class ConsumersCheck {

  private static final String OPTION = "--consumer";

  private ConsumersCheck() {}

  /** Registers what is missing; does not wait until it is active, which the reader does. */
  static void run(String name, List<String> streams, AwsAccess aws, Problems problems) {
    try (KinesisClient client =
        aws.kinesis(KinesisClient.builder())
            .httpClientBuilder(ApacheHttpClient.builder())
            .build()) {
      for (String stream : streams) {
        register(name, stream, client, problems);
      }
    } catch (SdkException e) {
      problems.add(
          OPTION,
          "efo:" + name,
          AwsFailure.explain(e, "kinesis:DescribeStreamConsumer/RegisterStreamConsumer"));
    }
  }

  private static void register(
      String name, String stream, KinesisClient client, Problems problems) {
    String streamArn =
        client
            .describeStreamSummary(request -> request.streamName(stream))
            .streamDescriptionSummary()
            .streamARN();
    Optional<ConsumerStatus> status = status(name, streamArn, client);
    if (status.isPresent()) {
      problems.require(
          status.get() != ConsumerStatus.DELETING,
          OPTION,
          "efo:" + name,
          "is just being deregistered from stream " + stream + "; start again in a minute");
      return;
    }
    try {
      client.registerStreamConsumer(request -> request.streamARN(streamArn).consumerName(name));
    } catch (ResourceInUseException e) {
      // another job was faster
    } catch (LimitExceededException e) {
      problems.add(
          OPTION,
          "efo:" + name,
          "cannot be registered: stream "
              + stream
              + " has as many consumers as it may have; deregister one, or use --consumer polling");
    }
  }

  private static Optional<ConsumerStatus> status(
      String name, String streamArn, KinesisClient client) {
    try {
      return Optional.of(
          client
              .describeStreamConsumer(request -> request.streamARN(streamArn).consumerName(name))
              .consumerDescription()
              .consumerStatus());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }
}
