package io.kinesisrewind.cli;

import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;

/** Creates streams and waits until they can be used; one that is there already stays as it is. */
final class StreamCreation {

  private final KinesisClient kinesis;

  StreamCreation(KinesisClient kinesis) {
    this.kinesis = kinesis;
  }

  void create(String stream, int shards) {
    try {
      kinesis.createStream(request -> request.streamName(stream).shardCount(shards));
    } catch (ResourceInUseException e) {
      return;
    }
    kinesis.waiter().waitUntilStreamExists(request -> request.streamName(stream));
  }
}
