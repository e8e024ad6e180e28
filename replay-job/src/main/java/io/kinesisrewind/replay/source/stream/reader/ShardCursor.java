package io.kinesisrewind.replay.source.stream.reader;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.source.stream.kinesis.ShardBatch;
import io.kinesisrewind.replay.source.stream.kinesis.ShardReads;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import io.kinesisrewind.replay.source.stream.split.ShardStart;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * Reads one shard's section, poll by poll. An iterator is only how a place in the shard is asked
 * for; the place itself is the last record's position, so an iterator that has expired, or was held
 * by a process that is gone, is replaced by one at that record, which is skipped.
 */
final class ShardCursor {

  private final String streamName;
  private final ShardSplit split;
  private final ShardReads reads;
  private final PollSettings settings;
  private String iterator;
  private Position reached;
  private long given;
  private long time = Long.MIN_VALUE;
  private String expected;
  private int emptyPolls;
  private boolean closed;
  private boolean ended;
  private Map<String, Set<String>> children = Map.of();

  ShardCursor(String streamName, ShardSplit split, ShardReads reads, PollSettings settings) {
    this.streamName = streamName;
    this.split = split;
    this.reads = reads;
    this.settings = settings;
    this.reached = split.reached().orElse(null);
    this.given = split.given();
    this.ended = given >= split.end().records();
  }

  String splitId() {
    return split.splitId();
  }

  /** Nothing of the section is left. */
  boolean isEnded() {
    return ended;
  }

  /** Ids of the shards to be read after it, each with its parents'; empty before the end. */
  Map<String, Set<String>> children() {
    return children;
  }

  /** The latest arrival read, epoch milliseconds. */
  long time() {
    return time;
  }

  /**
   * The section's next records; may be none, at the end or before it.
   *
   * @throws ReplayFailedException where records that have to be there are not any more
   */
  List<ArchivedRecord> poll() {
    if (closed) {
      endWith(reads.children(split.splitId()));
      return List.of();
    }
    if (iterator == null) {
      open();
    }
    ShardBatch batch;
    try {
      batch = reads.read(iterator, settings.batch());
    } catch (ExpiredIteratorException e) {
      iterator = null;
      return List.of();
    }
    checkExpected(batch);
    List<ArchivedRecord> records = take(batch.records());
    iterator = batch.nextIterator().orElse(null);
    if (iterator == null && !ended) {
      close(batch.children());
    } else {
      ended |= isDry(batch);
    }
    return records;
  }

  /** What stands in for Kinesis may not answer with the children, but only list them. */
  private void close(List<ChildShard> answered) {
    closed = true;
    ended = !split.end().descends();
    if (!ended && !answered.isEmpty()) {
      endWith(answered);
    }
  }

  private void endWith(List<ChildShard> found) {
    if (found.isEmpty()) {
      // Not so for long: a shard is closed by those that go on from it.
      throw SdkClientException.create(
          split.splitId() + " is closed, and no shard is listed that goes on from it");
    }
    children =
        found.stream()
            .collect(
                Collectors.toMap(ChildShard::shardId, each -> Set.copyOf(each.parentShards())));
    ended = true;
  }

  private void open() {
    ShardStart start =
        reached == null ? split.start() : ShardStart.atSequence(reached.sequenceNumber());
    expected = start.sequence().orElse(null);
    try {
      iterator = reads.iterator(split.splitId(), start);
    } catch (InvalidArgumentException e) {
      throw gone(Optional.ofNullable(e.awsErrorDetails()).map(d -> d.errorMessage()).orElse(""));
    }
  }

  /** Kinesis begins with what is left where the record asked for is not there any more. */
  private void checkExpected(ShardBatch batch) {
    if (expected == null) {
      return;
    }
    if (!batch.records().isEmpty()) {
      String first = batch.records().get(0).sequenceNumber();
      if (Position.compareSequenceNumbers(first, expected) != 0) {
        throw gone("the oldest one it has is " + first);
      }
      expected = null;
    } else if (batch.nextIterator().isEmpty() || batch.isAtTip()) {
      throw gone("it has none from there on");
    }
  }

  private ReplayFailedException gone(String reason) {
    return new ReplayFailedException(
        "Shard "
            + split.splitId()
            + " of "
            + streamName
            + " does not have the record "
            + (expected == null ? split.start() : expected)
            + " ("
            + reason
            + "): it is older than the stream's retention, or of another shard;"
            + " take what is left with --from trim-horizon, or the archive's");
  }

  private List<ArchivedRecord> take(List<Record> batch) {
    List<ArchivedRecord> records = new ArrayList<>(batch.size());
    for (Record record : batch) {
      time = Math.max(time, record.approximateArrivalTimestamp().toEpochMilli());
      for (ArchivedRecord each : UserRecords.of(streamName, split.splitId(), record)) {
        if (isBehind(each)) {
          continue;
        }
        if (split.end().isBefore(each, given)) {
          ended = true;
          return records;
        }
        reached = Position.of(each);
        given++;
        records.add(each);
      }
    }
    ended |= given >= split.end().records();
    return records;
  }

  /** Whether it has been read before, or lies before the section. */
  private boolean isBehind(ArchivedRecord record) {
    if (reached != null) {
      return Position.of(record).compareTo(reached) <= 0;
    }
    return !split.start().isInclusive()
        && Position.compareSequenceNumbers(
                record.getSequenceNumber(), split.start().sequence().orElseThrow())
            <= 0;
  }

  private boolean isDry(ShardBatch batch) {
    boolean dry =
        batch.records().isEmpty()
            && batch.isAtTip()
            && !batch.time().isBefore(split.end().quietFrom());
    emptyPolls = dry ? emptyPolls + 1 : 0;
    return emptyPolls >= settings.maxEmptyPolls();
  }
}
