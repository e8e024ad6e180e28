package io.kinesisrewind.replay.source.both;

import io.kinesisrewind.replay.source.stream.kinesis.ShardReads;
import io.kinesisrewind.replay.source.stream.plan.FirstRecord;
import io.kinesisrewind.replay.source.stream.plan.Lineage;
import io.kinesisrewind.replay.source.stream.split.ShardStart;
import io.kinesisrewind.schemas.Position;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * Where each shard passes from the archive to the stream: the cut is the first record that the
 * stream gives from some place on, so what precedes it is the archive's and the rest the stream's,
 * with neither gap nor duplicate. The place is
 *
 * <ul>
 *   <li>nowhere, where the shard is closed and all of it archived for longer than the overlap;
 *   <li>the shard's beginning, where the archive does not know it, or where one of its parents is
 *       still read from the stream: its records would otherwise come before its parent's;
 *   <li>else the overlap before the last arrival that is archived of it.
 * </ul>
 */
final class Cuts {

  private final ShardReads stream;
  private final ArchivedShards archived;
  private final Duration overlap;
  private final Map<String, String> cuts = new TreeMap<>();
  private final SortedMap<String, ShardStart> starts = new TreeMap<>();

  private Cuts(ShardReads stream, ArchivedShards archived, Duration overlap) {
    this.stream = stream;
    this.archived = archived;
    this.overlap = overlap;
  }

  /**
   * @param shards in the order of their ids, which puts parents before children
   * @param lineage of all shards of the stream
   * @param overlap how far back what is archived may still be incomplete
   */
  static Cuts find(
      ShardReads stream,
      List<Shard> shards,
      Lineage lineage,
      ArchivedShards archived,
      Duration overlap)
      throws IOException {
    Cuts cuts = new Cuts(stream, archived, overlap);
    for (Shard shard : shards) {
      Set<String> streamed = cuts.starts.keySet();
      if (!cuts.isDone(shard)) {
        cuts.cut(shard, !lineage.chosenBefore(shard.shardId(), streamed).isEmpty());
      }
    }
    return cuts;
  }

  /** By shard id, the sequence number, exclusive, up to which the archive is read. */
  Map<String, String> cuts() {
    return cuts;
  }

  /** By shard id, from where the stream is read; shards that are not here are not. */
  SortedMap<String, ShardStart> starts() {
    return starts;
  }

  private boolean isDone(Shard shard) throws IOException {
    String id = shard.shardId();
    if (shard.sequenceNumberRange().endingSequenceNumber() == null) {
      return false;
    }
    Optional<Instant> settled = archived.lastArrival().map(last -> last.minus(overlap));
    boolean isSettled =
        settled.isPresent()
            && archived.lastArrival(id).filter(last -> last.isAfter(settled.get())).isEmpty();
    return isSettled && firstNotArchived(id).isEmpty();
  }

  private Optional<String> firstNotArchived(String id) throws IOException {
    Optional<Position> highest = archived.highest(id);
    return highest.isEmpty()
        ? FirstRecord.find(stream, id, ShardStart.trimHorizon())
        : FirstRecord.findAfter(
            stream,
            id,
            ShardStart.at(archived.lastArrival(id).orElseThrow()),
            highest.get().sequenceNumber());
  }

  private void cut(Shard shard, boolean fromItsBeginning) throws IOException {
    String id = shard.shardId();
    Optional<Instant> from =
        fromItsBeginning
            ? Optional.empty()
            : archived.lastArrival(id).map(last -> last.minus(overlap));
    ShardStart start = from.map(ShardStart::at).orElseGet(ShardStart::trimHorizon);
    Optional<String> cut = FirstRecord.find(stream, id, start);
    cut.ifPresent(sequence -> cuts.put(id, sequence));
    starts.put(id, cut.map(ShardStart::atSequence).orElse(start));
  }
}
