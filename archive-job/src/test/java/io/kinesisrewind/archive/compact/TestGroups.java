package io.kinesisrewind.archive.compact;

import io.kinesisrewind.archive.parquet.Compression;
import io.kinesisrewind.archive.support.ArchiveFilesWriter;
import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.runtime.archive.ArchiveFolders;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An archive in a local folder, and compactions of all of it without a cluster. */
final class TestGroups {

  static final int LARGE = 1 << 20;

  private final Path folder;
  private final org.apache.flink.core.fs.Path root;
  private final ArchiveFilesWriter writer;

  /**
   * @param scheme of the file system through which it is compacted
   */
  TestGroups(Path folder, String scheme) {
    this.folder = folder;
    this.root = new org.apache.flink.core.fs.Path(scheme + "://" + folder);
    this.writer = new ArchiveFilesWriter(new org.apache.flink.core.fs.Path(folder.toUri()));
  }

  TestGroups(Path folder) {
    this(folder, "file");
  }

  org.apache.flink.core.fs.Path root() {
    return root;
  }

  List<org.apache.flink.core.fs.Path> write(List<ArchivedRecord> records, int buckets)
      throws IOException {
    return writer.write(records, buckets);
  }

  /** Compacts everything once, in a run of its own. */
  Outcome compact(long blockBytes) throws IOException {
    return compact(RunId.next(Instant.now()), blockBytes, Duration.ofDays(1));
  }

  Outcome compact(String runId, long blockBytes, Duration keep) throws IOException {
    GroupCompactor compactor =
        new GroupCompactor(root, runId, new Manner(2, blockBytes, Compression.DEFAULT, keep));
    Outcome sum = new Outcome();
    for (HourBucket group : groups()) {
      sum.add(compactor.compact(group));
    }
    return sum;
  }

  List<HourBucket> groups() throws IOException {
    ArchiveFolders folders = new ArchiveFolders(root);
    List<HourBucket> groups = new ArrayList<>();
    for (String stream : folders.streams()) {
      for (var day : folders.days(stream, Optional.empty(), Optional.empty())) {
        for (var hour : folders.hours(day, any -> true)) {
          groups.addAll(
              HourBucket.of(ArchiveHour.parse(hour.getPath()).orElseThrow(), folders.files(hour)));
        }
      }
    }
    return groups;
  }

  List<Path> files() {
    return ArchiveReader.files(folder);
  }

  List<ArchivedRecord> rows() {
    return ArchiveReader.rows(folder);
  }

  /** Records, a second apart, of a few keys, all in one hour. */
  static List<ArchivedRecord> records(int from, int to) {
    List<ArchivedRecord> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      records.add(
          Records.record(
              "key-" + i % 7,
              1_000 + i,
              Records.NOON.plusSeconds(i),
              ("data " + i).getBytes(StandardCharsets.UTF_8)));
    }
    return records;
  }
}
