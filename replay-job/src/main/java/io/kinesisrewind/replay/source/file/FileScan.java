package io.kinesisrewind.replay.source.file;

import io.kinesisrewind.replay.delivery.file.BrokenLineException;
import io.kinesisrewind.replay.delivery.file.JsonLineParser;
import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.KeyBucket;
import io.kinesisrewind.schemas.ShardRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** What is in one file, found by reading all of it. */
final class FileScan {

  /** So much of a file is read, and held, at a time. */
  static final int STRETCH_BYTES = 8 << 20;

  private static final int MOST_PROBLEMS = 10;

  private final Path file;
  private final String streamName;
  private final List<ArchiveBlock> blocks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Long> otherStreams = new TreeMap<>();

  private Map<String, ShardRange> ranges = new TreeMap<>();
  private long begin;

  private FileScan(Path file, String streamName) {
    this.file = file;
    this.streamName = streamName;
  }

  /**
   * @param streamName whose records are wanted
   */
  static FileScan of(FileStatus file, String streamName) throws IOException {
    FileScan scan = new FileScan(file.getPath(), streamName);
    try (InputStream in = file.getPath().getFileSystem().open(file.getPath())) {
      scan.read(new LineReader(in));
    } catch (LineReader.LineTooLongException e) {
      scan.problem(e.number(), "it is longer than any record");
    } catch (IOException e) {
      throw new IOException("Cannot read " + file.getPath() + ": " + e.getMessage(), e);
    }
    return scan;
  }

  static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Stretches that hold records of the stream. */
  List<ArchiveBlock> blocks() {
    return blocks;
  }

  /** The first broken lines. */
  List<String> problems() {
    return problems;
  }

  /** Records of each stream that is not wanted. */
  Map<String, Long> otherStreams() {
    return otherStreams;
  }

  private void read(LineReader lines) throws IOException {
    for (byte[] line = lines.next();
        line != null && problems.size() < MOST_PROBLEMS;
        line = lines.next()) {
      if (!isBlank(line)) {
        add(line, lines.number());
      }
      if (lines.offset() - begin >= STRETCH_BYTES) {
        endStretch(lines.offset());
      }
    }
    endStretch(lines.offset());
  }

  private void add(byte[] line, long number) {
    try {
      ArchivedRecord record = JsonLineParser.parse(line);
      if (record.getStreamName().equals(streamName)) {
        ranges.merge(record.getShardId(), ShardRange.of(record), ShardRange::union);
      } else {
        otherStreams.merge(record.getStreamName(), 1L, Long::sum);
      }
    } catch (BrokenLineException e) {
      problem(number, e.getMessage());
    }
  }

  private void endStretch(long end) {
    if (!ranges.isEmpty()) {
      String path = new Stretch(file, begin).toString();
      blocks.add(new ArchiveBlock(path, end - begin, KeyBucket.of(0, 1), ranges));
      ranges = new TreeMap<>();
    }
    begin = end;
  }

  private void problem(long line, String reason) {
    problems.add(
        "line " + line + " of " + file + " is not a record as a file target writes it: " + reason);
  }
}
