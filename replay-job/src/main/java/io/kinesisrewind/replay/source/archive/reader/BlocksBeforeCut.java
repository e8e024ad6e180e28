package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.source.archive.split.LaneRest;
import io.kinesisrewind.replay.source.archive.split.LaneSegment;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Gives of each shard only what precedes its cut; the rest is read elsewhere. */
public final class BlocksBeforeCut implements BlockReader {

  private final BlockReader blocks;
  private final Supplier<Map<String, String>> cuts;

  /**
   * @param cuts sequence numbers by shard id, exclusive
   */
  public BlocksBeforeCut(BlockReader blocks, Supplier<Map<String, String>> cuts) {
    this.blocks = blocks;
    this.cuts = cuts;
  }

  @Override
  public LaneSegment next(LaneRest rest) throws IOException {
    return blocks.next(rest);
  }

  @Override
  public List<Row> read(LaneSplit lane, ArchiveBlock block, int number) throws IOException {
    Map<String, String> bounds = cuts.get();
    List<Row> rows = blocks.read(lane, block, number);
    return bounds.isEmpty() ? rows : before(bounds, rows);
  }

  private static List<Row> before(Map<String, String> cuts, List<Row> rows) {
    List<Row> kept = new ArrayList<>(rows.size());
    Row previous = null;
    for (Row row : rows) {
      if (isBefore(cuts.get(row.record().getShardId()), row.record())) {
        previous = row.after(previous);
        kept.add(previous);
      }
    }
    return kept;
  }

  private static boolean isBefore(String cut, ArchivedRecord record) {
    return cut == null || Position.compareSequenceNumbers(record.getSequenceNumber(), cut) < 0;
  }
}
