package io.kinesisrewind.archive;

import io.kinesisrewind.archive.parquet.BufferLimits;
import io.kinesisrewind.archive.parquet.Compression;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.schemas.KeyBucket;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.Option;

/** Where the Parquet files go, and what they are like. */
final class FileOptions {

  private static final MemorySize SMALLEST_BLOCK = MemorySize.ofMebiBytes(1);
  private static final MemorySize LARGEST_BLOCK = MemorySize.ofMebiBytes(512);

  @Option(
      names = "--archive",
      paramLabel = "PATH",
      description = "Folder of the archive: s3://bucket/prefix, or a local folder")
  private String archive;

  @Option(
      names = "--key-buckets",
      paramLabel = "N",
      description = {
        "Number of buckets over which an hour's keys are spread, a power of two up to 256: more make"
            + " a look-up of one key faster and the files smaller. Also how many subtasks can write"
            + " one stream (default: ${DEFAULT-VALUE})"
      })
  private int keyBuckets = 4;

  @Option(
      names = "--block-size",
      paramLabel = "SIZE",
      description = {
        "Heap that the rows of one file take up before it is written, if no checkpoint comes first:"
            + " data, key, and about 300 bytes a row (default: 64mb)"
      })
  private MemorySize blockSize = MemorySize.ofMebiBytes(64);

  @Option(
      names = "--write-buffer",
      paramLabel = "SIZE",
      description = {
        "Heap that the rows of all unfinished files of one subtask may take up; above it the largest"
            + " is written (default: 256mb)"
      })
  private MemorySize writeBuffer = MemorySize.ofMebiBytes(256);

  @Option(
      names = "--compression",
      paramLabel = "CODEC",
      converter = Compression.Converter.class,
      description = {
        "Of the files: zstd, zstd:LEVEL (1 to 19; higher ones are smaller and take more CPU), or none"
            + " (default: ${DEFAULT-VALUE})"
      })
  private Compression compression = Compression.DEFAULT;

  @Option(
      names = "--archive-replayed",
      description = {
        "Also archive records that arrived through a replay, with its id in replay_id. Else they are"
            + " left out. Neither goes to the tables"
      })
  private boolean archiveReplayed;

  void check(Problems problems) {
    ArchivePath.check(archive, problems);
    problems.require(
        KeyBucket.isCount(keyBuckets),
        "--key-buckets",
        keyBuckets,
        "is not a power of two from 1 to " + KeyBucket.MAX_COUNT);
    problems.require(
        blockSize.compareTo(SMALLEST_BLOCK) >= 0 && blockSize.compareTo(LARGEST_BLOCK) <= 0,
        "--block-size",
        blockSize,
        "is out of range; write 1mb to 512mb");
    problems.require(
        writeBuffer.compareTo(blockSize) >= 0,
        "--write-buffer",
        writeBuffer,
        "does not hold one block of --block-size " + blockSize + "; give it at least that");
  }

  Path archive() {
    return ArchivePath.parse(archive);
  }

  int keyBuckets() {
    return keyBuckets;
  }

  Compression compression() {
    return compression;
  }

  BufferLimits bufferLimits() {
    return BufferLimits.of(blockSize.getBytes(), writeBuffer.getBytes());
  }

  boolean archivesReplayed() {
    return archiveReplayed;
  }
}
