package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.runtime.archive.ArchiveFiles;
import io.kinesisrewind.runtime.archive.BrokenFileException;
import io.kinesisrewind.runtime.archive.ReplacedFiles;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.Path;

/**
 * Reads blocks from Parquet files on any of Flink's file systems. Of a file that a compaction has
 * replaced since the replay was planned, what is kept is read: it has the same rows.
 */
public final class ParquetBlocks implements BlockReader {

  @Override
  public List<Row> read(LaneSplit split, ArchiveBlock block, int number) throws IOException {
    KeyBucket lane = split.lane();
    boolean shared = block.bucket().count() < lane.count();
    try {
      return ReplacedFiles.read(
          new Path(block.path()),
          path -> {
            List<Row> rows = new ArrayList<>();
            ArchiveFiles.forEachRow(
                path,
                block.length(),
                PushDown.filter(of(block, split.selection())),
                (record, row) -> {
                  if (!shared || lane.contains(record.getPartitionKey())) {
                    Row previous = rows.isEmpty() ? null : rows.get(rows.size() - 1);
                    rows.add(Row.after(previous, record, number, Math.toIntExact(row)));
                  }
                });
            return rows;
          });
    } catch (FileNotFoundException e) {
      throw new ReplayFailedException(
          block.path()
              + " vanished from the archive while it was being replayed;"
              + " start the replay again, from where it got to",
          e);
    } catch (IOException e) {
      throw new IOException("Cannot read " + block.path() + ": " + e.getMessage(), e);
    } catch (BrokenFileException e) {
      throw new ReplayFailedException(
          block.path()
              + " is broken: "
              + e.getMessage()
              + "; restore it, or move it out of the archive, and start the replay again",
          e);
    }
  }

  /** Where only some shards are wanted, those that the plan counts with in this block. */
  private static Selection of(ArchiveBlock block, Selection selection) {
    return selection.shards().isEmpty() ? selection : selection.fromShards(block.ranges().keySet());
  }
}
