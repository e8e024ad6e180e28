package io.kinesisrewind.replay.failure;

import io.kinesisrewind.replay.ledger.Claim;
import io.kinesisrewind.runtime.AwsAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/**
 * Messages of an SQS queue that a replay has received. Nobody else sees them as long as they are
 * renewed; they are deleted when the replay has completed, and are there again when it has failed.
 */
final class FailureQueue implements Claim {

  /** For so long after the last renewal the messages stay hidden. */
  static final Duration VISIBILITY = Duration.ofMinutes(15);

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(FailureQueue.class);

  /** Of a batch request (SQS API reference). */
  private static final int BATCH = 10;

  private final AwsAccess aws;
  private final String url;
  private final LinkedHashMap<String, String> receipts;

  /**
   * @param receipts receipt handles by message id
   */
  FailureQueue(AwsAccess aws, String url, Map<String, String> receipts) {
    this.aws = aws;
    this.url = url;
    this.receipts = new LinkedHashMap<>(receipts);
  }

  static SqsClient client(AwsAccess aws) {
    return aws.sqs(SqsClient.builder()).build();
  }

  @Override
  public void renew() {
    hideFor(VISIBILITY);
  }

  @Override
  public void release() {
    hideFor(Duration.ZERO);
  }

  @Override
  public Optional<String> settle() {
    try (SqsClient client = client(aws)) {
      int left = inBatches(FailureQueue::deletion, batch -> delete(client, batch));
      return left == 0 ? Optional.empty() : Optional.of(undeleted(left, "SQS refuses"));
    } catch (SdkException e) {
      return Optional.of(undeleted(receipts.size(), e.getMessage()));
    }
  }

  private void hideFor(Duration time) {
    try (SqsClient client = client(aws)) {
      int left =
          inBatches((id, receipt) -> visibility(id, receipt, time), batch -> change(client, batch));
      if (left > 0) {
        LOG.warn("{} messages of {} could not be hidden for {}", left, url, time);
      }
    } catch (SdkException e) {
      LOG.warn("The messages of {} could not be hidden for {}", url, time, e);
    }
  }

  private String undeleted(int count, String reason) {
    return "The replay has completed, but "
        + count
        + " of the "
        + receipts.size()
        + " messages are still in "
        + url
        + ": "
        + reason
        + "; delete them, or the next replay from there delivers their records again";
  }

  /**
   * @return with how many messages it did not work
   */
  private <T> int inBatches(BiFunction<String, String, T> entry, ToIntFunction<List<T>> request) {
    List<T> entries = new ArrayList<>();
    int number = 0;
    for (String receipt : receipts.values()) {
      entries.add(entry.apply("m" + number++ % BATCH, receipt));
    }
    int failed = 0;
    for (int from = 0; from < entries.size(); from += BATCH) {
      failed += request.applyAsInt(entries.subList(from, Math.min(entries.size(), from + BATCH)));
    }
    return failed;
  }

  private int delete(SqsClient client, Collection<DeleteMessageBatchRequestEntry> batch) {
    return client
        .deleteMessageBatch(request -> request.queueUrl(url).entries(batch))
        .failed()
        .size();
  }

  private int change(SqsClient client, Collection<ChangeMessageVisibilityBatchRequestEntry> batch) {
    return client
        .changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(batch))
        .failed()
        .size();
  }

  private static DeleteMessageBatchRequestEntry deletion(String id, String receipt) {
    return DeleteMessageBatchRequestEntry.builder().id(id).receiptHandle(receipt).build();
  }

  private static ChangeMessageVisibilityBatchRequestEntry visibility(
      String id, String receipt, Duration time) {
    return ChangeMessageVisibilityBatchRequestEntry.builder()
        .id(id)
        .receiptHandle(receipt)
        .visibilityTimeout(Math.toIntExact(time.toSeconds()))
        .build();
  }
}
