package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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
  public List<Row> read(LaneSplit lane, int block) throws IOException {
    Map<String, String> bounds = cuts.get();
    if (bounds.isEmpty()) {
      return blocks.read(lane, block);
    }
    return blocks.read(lane, block).stream()
        .filter(row -> isBefore(bounds.get(row.record().getShardId()), row.record()))
        .collect(Collectors.toList());
  }

  private static boolean isBefore(String cut, ArchivedRecord record) {
    return cut == null || Position.compareSequenceNumbers(record.getSequenceNumber(), cut) < 0;
  }
}
