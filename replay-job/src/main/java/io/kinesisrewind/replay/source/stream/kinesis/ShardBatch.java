package io.kinesisrewind.replay.source.stream.kinesis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.Record;

/** What one GetRecords call brought. */
public final class ShardBatch {

  private final List<Record> records;
  private final String nextIterator;
  private final boolean atTip;
  private final Instant time;
  private final List<ChildShard> children;

  /**
   * @param nextIterator null at the end of a closed shard
   * @param atTip whether the shard had nothing more when it was asked
   * @param time Kinesis' own when it answered, never later than that
   * @param children the shards that go on where this one ends; empty before its end
   */
  public ShardBatch(
      List<Record> records,
      String nextIterator,
      boolean atTip,
      Instant time,
      List<ChildShard> children) {
    this.records = List.copyOf(records);
    this.nextIterator = nextIterator;
    this.atTip = atTip;
    this.time = time;
    this.children = List.copyOf(children);
  }

  public List<Record> records() {
    return records;
  }

  public Optional<String> nextIterator() {
    return Optional.ofNullable(nextIterator);
  }

  public boolean isAtTip() {
    return atTip;
  }

  public Instant time() {
    return time;
  }

  public List<ChildShard> children() {
    return children;
  }
}
