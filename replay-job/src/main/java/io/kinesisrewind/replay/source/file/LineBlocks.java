package io.kinesisrewind.replay.source.file;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.delivery.file.BrokenLineException;
import io.kinesisrewind.replay.delivery.file.JsonLineParser;
import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.source.archive.reader.BlockReader;
import io.kinesisrewind.replay.source.archive.reader.Row;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.ShardRange;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/** Reads stretches of files, again: what was found when the replay was planned has to be there. */
final class LineBlocks implements BlockReader {

  @Override
  public List<Row> read(LaneSplit split, ArchiveBlock block, int number) throws IOException {
    Stretch stretch = Stretch.parse(block.path());
    try {
      List<Row> rows = rows(bytes(stretch, block.length()), split, number);
      long planned = block.ranges().values().stream().mapToLong(ShardRange::records).sum();
      if (rows.size() != planned) {
        throw changed(stretch.file(), null);
      }
      return rows;
    } catch (BrokenLineException | FileNotFoundException e) {
      throw changed(stretch.file(), e);
    } catch (IOException e) {
      throw new IOException("Cannot read " + stretch.file() + ": " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(Stretch stretch, long length) throws IOException {
    try (FSDataInputStream in = stretch.file().getFileSystem().open(stretch.file())) {
      in.seek(stretch.offset());
      return in.readNBytes(Math.toIntExact(length));
    }
  }

  private static List<Row> rows(byte[] bytes, LaneSplit split, int number)
      throws IOException, BrokenLineException {
    List<Row> rows = new ArrayList<>();
    LineReader lines = new LineReader(new ByteArrayInputStream(bytes));
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      if (!FileScan.isBlank(line)) {
        ArchivedRecord record = JsonLineParser.parse(line);
        if (record.getStreamName().equals(split.selection().streamName())) {
          rows.add(new Row(record, number, Math.toIntExact(lines.number())));
        }
      }
    }
    return rows;
  }

  private static ReplayFailedException changed(Path file, Exception cause) {
    return new ReplayFailedException(
        file + " was changed or taken away while it was being replayed; start the replay again",
        cause);
  }
}
