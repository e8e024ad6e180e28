package io.kinesisrewind.replay.testing;

import io.kinesisrewind.runtime.AwsAccess;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue in an ElasticMQ of its own, on loopback. */
public final class TestQueue implements AutoCloseable {

  private final SQSRestServer server;
  private final URI endpoint;
  private final SqsClient client;
  private final String url;

  public TestQueue(String name) {
    server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    int port = server.waitUntilStarted().localAddress().getPort();
    endpoint = URI.create("http://127.0.0.1:" + port);
    client =
        new AwsAccess("us-east-1", null, null, null)
            .withSqsEndpoint(endpoint)
            .sqs(SqsClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
    url = client.createQueue(request -> request.queueName(name)).queueUrl();
  }

  public URI endpoint() {
    return endpoint;
  }

  /** As {@code --from-failure} takes it. */
  public String place() {
    return "sqs:" + url;
  }

  public void send(String... bodies) {
    for (String body : bodies) {
      client.sendMessage(request -> request.queueUrl(url).messageBody(body));
    }
  }

  /** How many messages can be received, and how many somebody has received. */
  public List<Integer> visibleAndHidden() {
    Map<QueueAttributeName, String> attributes =
        client
            .getQueueAttributes(
                request ->
                    request
                        .queueUrl(url)
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return List.of(
            attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
            attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .stream()
        .map(Integer::valueOf)
        .collect(Collectors.toList());
  }

  @Override
  public void close() {
    client.close();
    server.stopAndWait();
  }
}
