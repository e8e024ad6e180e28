package io.kinesisrewind.replay.source.stream.plan;

import io.kinesisrewind.replay.source.stream.kinesis.ShardBatch;
import io.kinesisrewind.replay.source.stream.kinesis.ShardReads;
import io.kinesisrewind.replay.source.stream.split.ShardStart;
import io.kinesisrewind.schemas.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Asks a shard for the first record that it has from some place on. */
public final class FirstRecord {

  /** A shard serves five reads a second. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final int LIMIT = 100;

  private FirstRecord() {}

  /**
   * @return its sequence number; empty where the shard had none when it was asked
   */
  public static Optional<String> find(ShardReads reads, String shardId, ShardStart start)
      throws IOException {
    return find(reads, shardId, start, sequence -> true);
  }

  /**
   * The same, of the records beyond a sequence number.
   *
   * @param start not beyond it
   */
  public static Optional<String> findAfter(
      ShardReads reads, String shardId, ShardStart start, String sequence) throws IOException {
    return find(reads, shardId, start, each -> Position.compareSequenceNumbers(each, sequence) > 0);
  }

  private static Optional<String> find(
      ShardReads reads, String shardId, ShardStart start, Predicate<String> wanted)
      throws IOException {
    String iterator = reads.iterator(shardId, start);
    while (iterator != null) {
      try {
        ShardBatch batch = reads.read(iterator, LIMIT);
        Optional<String> first =
            batch.records().stream().map(Record::sequenceNumber).filter(wanted).findFirst();
        if (first.isPresent()) {
          return first;
        }
        boolean isLast = batch.records().isEmpty() && batch.isAtTip();
        iterator = isLast ? null : batch.nextIterator().orElse(null);
      } catch (ExpiredIteratorException e) {
        iterator = reads.iterator(shardId, start);
      } catch (AwsServiceException e) {
        if (!e.isThrottlingException()) {
          throw e;
        }
      }
      pause();
    }
    return Optional.empty();
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the replay was planned", e);
    }
  }
}
