package io.kinesisrewind.replay.source.archive.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlocksBeforeCutTest {

  private static final KeyBucket ALL_KEYS = KeyBucket.of(0, 1);

  /** As in a file: by key, then by position. */
  private final List<ArchivedRecord> file =
      List.of(record(0, 10, "a", 9), record(1, 11, "b", 5), record(2, 12, "b", 1));

  @Test
  void readsUpToTheCutOfEachShard() throws IOException {
    assertThat(merged(Map.of())).containsExactly(file.get(1), file.get(2), file.get(0));
    assertThat(merged(Map.of(file.get(0).getShardId(), file.get(0).getSequenceNumber())))
        .containsExactly(file.get(1), file.get(2));
  }

  @Test
  void aRowWhoseForerunnerIsCutOffIsStillOfItsOwnKey() throws IOException {
    ArchivedRecord cut = file.get(1);

    assertThat(merged(Map.of(cut.getShardId(), cut.getSequenceNumber())))
        .containsExactly(file.get(2), file.get(0));
  }

  private List<ArchivedRecord> merged(Map<String, String> cuts) throws IOException {
    FileSummary summary = FileSummary.of(ALL_KEYS, file);
    ArchiveBlock block = new ArchiveBlock("file", 1, ALL_KEYS, summary.shards());
    LaneSplit lane = LaneSplit.of(ALL_KEYS, Selection.of(Records.STREAM), List.of(block));
    LaneMerge merge = new LaneMerge(lane, new BlocksBeforeCut(this::read, () -> cuts));
    List<ArchivedRecord> records = new ArrayList<>();
    for (MergedRow row = merge.next(); row != null; row = merge.next()) {
      records.add(row.record());
    }
    return records;
  }

  private List<Row> read(LaneSplit lane, ArchiveBlock block, int number) {
    List<Row> rows = new ArrayList<>();
    for (ArchivedRecord record : file) {
      Row previous = rows.isEmpty() ? null : rows.get(rows.size() - 1);
      rows.add(Row.after(previous, record, number, rows.size()));
    }
    return rows;
  }

  private static ArchivedRecord record(int shard, int position, String key, int second) {
    return Records.record(
        shard, position, key, Records.START.plusSeconds(second), new byte[] {(byte) position});
  }
}
