package io.kinesisrewind.benchmarks.sink;

import io.kinesisrewind.sandbox.Sandbox;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** An empty stream of the sandbox, which is gone when closed: the emulator slows as it fills. */
final class EmulatedStream implements AutoCloseable {

  private final KinesisClient client;
  private final String name;

  private EmulatedStream(KinesisClient client, String name) {
    this.client = client;
    this.name = name;
  }

  static EmulatedStream create(Sandbox sandbox, int shards) {
    KinesisClient client =
        KinesisClient.builder()
            .endpointOverride(sandbox.kinesisEndpoint())
            .region(Region.of(sandbox.region()))
            .httpClientBuilder(ApacheHttpClient.builder())
            .build();
    String name = sandbox.uniqueName("sink");
    client.createStream(request -> request.streamName(name).shardCount(shards));
    client.waiter().waitUntilStreamExists(request -> request.streamName(name));
    return new EmulatedStream(client, name);
  }

  String name() {
    return name;
  }

  @Override
  public void close() {
    try (client) {
      client.deleteStream(request -> request.streamName(name));
    }
  }
}
