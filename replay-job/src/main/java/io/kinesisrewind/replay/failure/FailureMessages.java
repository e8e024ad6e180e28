package io.kinesisrewind.replay.failure;

import com.fasterxml.jackson.databind.JsonNode;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Receives what is in an SQS queue. Messages about the stream that is replayed are claimed, those
 * about anything else are put back.
 */
public final class FailureMessages {

  /** The next replay takes what is beyond; of a queue that is being filled there is no end. */
  static final int MOST = 10_000;

  private static final int LONG_POLL_SECONDS = 2;
  private static final int MOST_AT_A_TIME = 10;

  private final AwsAccess aws;
  private final String url;
  private final Map<String, String> receipts = new LinkedHashMap<>();
  private final Map<String, List<FailedBatch>> batches = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();

  private FailureMessages(AwsAccess aws, String url) {
    this.aws = aws;
    this.url = url;
  }

  /**
   * @param url of the queue
   * @param stream the one that is wanted; null for the one that all messages are of
   * @param problems takes why there is nothing to replay
   */
  public static Optional<Failures> receive(
      AwsAccess aws, String url, String stream, Problems problems) {
    FailureMessages messages = new FailureMessages(aws, url);
    String place = "sqs:" + url;
    try {
      messages.receiveAll();
    } catch (QueueDoesNotExistException e) {
      problems.add(
          Failures.OPTION,
          place,
          "there is no such queue; check its URL, the account and --region, which is "
              + aws.region());
      return Optional.empty();
    } catch (SdkException e) {
      messages.claimOthers(Set.of()).release();
      problems.add(Failures.OPTION, place, AwsFailure.explain(e, "sqs:ReceiveMessage"));
      return Optional.empty();
    }
    List<FailedBatch> all =
        messages.batches.values().stream().flatMap(List::stream).collect(Collectors.toList());
    Optional<Failures> chosen = Failures.choose(place, stream, all, messages.leftOut, problems);
    Set<String> wanted = chosen.map(messages::about).orElseGet(Set::of);
    messages.claimOthers(wanted).release();
    return chosen.map(failures -> failures.claimedBy(messages.claim(wanted)));
  }

  private void receiveAll() {
    try (SqsClient client = FailureQueue.client(aws)) {
      List<Message> received;
      do {
        received =
            client
                .receiveMessage(
                    request ->
                        request
                            .queueUrl(url)
                            .maxNumberOfMessages(MOST_AT_A_TIME)
                            .waitTimeSeconds(LONG_POLL_SECONDS)
                            .visibilityTimeout(
                                Math.toIntExact(FailureQueue.VISIBILITY.toSeconds())))
                .messages();
        received.forEach(this::take);
      } while (!received.isEmpty() && receipts.size() < MOST);
    }
  }

  /** A message may come twice; its last receipt is the one that counts. */
  private void take(Message message) {
    boolean again = receipts.put(message.messageId(), message.receiptHandle()) != null;
    if (again) {
      return;
    }
    String origin = "message " + message.messageId();
    try {
      List<FailedBatch> found = new ArrayList<>();
      for (JsonNode node : Invocations.inMessage(message.body())) {
        found.add(FailedBatch.in(node, origin));
      }
      batches.put(message.messageId(), found);
    } catch (NotUnderstoodException e) {
      leftOut.add(origin + " is not about a failed batch of Kinesis: " + e.getMessage());
    }
  }

  /** The messages of which all is replayed. */
  private Set<String> about(Failures failures) {
    Set<FailedBatch> chosen = new HashSet<>(failures.batches());
    return batches.entrySet().stream()
        .filter(message -> chosen.containsAll(message.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private FailureQueue claim(Set<String> ids) {
    Map<String, String> claimed = new LinkedHashMap<>(receipts);
    claimed.keySet().retainAll(ids);
    return new FailureQueue(aws, url, claimed);
  }

  private FailureQueue claimOthers(Set<String> ids) {
    Map<String, String> others = new LinkedHashMap<>(receipts);
    others.keySet().removeAll(ids);
    return new FailureQueue(aws, url, others);
  }
}
