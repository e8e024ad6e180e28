package io.kinesisrewind.replay.plan;

import io.kinesisrewind.runtime.archive.ArchiveFolders;
import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.KeyBucket;
import io.kinesisrewind.schemas.ShardRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * Finds out what to read, from folder names, file names and footers; reads no record. Goes through
 * the archive day by day, from its end to its beginning, and keeps no more than a day's files.
 */
public final class ArchivePlanner {

  /** Requests to the file system at a time: enough to hide S3's latency. */
  private static final int CONCURRENCY = 16;

  private final Path archive;
  private final Selection selection;
  private final Blocks blocks;
  private final PlanTally tally;

  private ArchivePlanner(Path archive, Selection selection, Blocks blocks) {
    this.archive = archive;
    this.selection = selection;
    this.blocks = blocks;
    this.tally = new PlanTally(selection);
  }

  /** Is given the blocks of a plan. */
  @FunctionalInterface
  public interface Blocks {

    /** Adds a block that does not begin after those that have been added. */
    void addEarlier(ArchiveBlock block) throws IOException;
  }

  /**
   * @param blocks is given what there is to read, the latest first
   * @throws io.kinesisrewind.replay.ReplayFailedException naming the file, where one cannot be
   *     understood
   */
  public static ArchivePlan plan(Path archive, Selection selection, Blocks blocks)
      throws IOException {
    ExecutorService threads =
        Executors.newFixedThreadPool(CONCURRENCY, task -> daemon(task, "archive-plan"));
    try {
      return new ArchivePlanner(archive, selection, blocks).plan(new Parallel(threads));
    } finally {
      threads.shutdownNow();
    }
  }

  private ArchivePlan plan(Parallel parallel) throws IOException {
    ArchiveFolders folders = new ArchiveFolders(archive);
    List<Path> days =
        new ArrayList<>(folders.days(selection.streamName(), selection.from(), selection.to()));
    days.sort(Comparator.comparing(Path::getName).reversed());
    for (Path day : days) {
      List<Path> hours = folders.hours(day, selection::mayHold);
      plan(parallel.flatMap(hours, folders::files), parallel);
    }
    return new ArchivePlan(archive.toString(), selection, tally);
  }

  private void plan(List<FileStatus> files, Parallel parallel) throws IOException {
    List<FileStatus> candidates = new ArrayList<>();
    for (FileStatus file : files) {
      if (mayHoldKeys(file)) {
        candidates.add(file);
      }
    }
    List<Found> found = new ArrayList<>();
    for (Optional<Found> file : parallel.map(candidates, this::find)) {
      file.ifPresentOrElse(found::add, tally::addFileOutOfBounds);
    }
    found.sort(Comparator.comparing((Found file) -> file.block, ArchiveBlock.IN_TIME).reversed());
    for (Found file : found) {
      tally.add(file.block, file.payloadBytes);
      blocks.addEarlier(file.block);
    }
  }

  private boolean mayHoldKeys(FileStatus file) {
    Optional<KeyBucket> bucket = ArchiveFileName.bucket(file.getPath().getName());
    if (bucket.isEmpty()) {
      tally.addForeignFile(file.getPath().toString());
      return false;
    }
    boolean mayHold = selection.mayHold(bucket.get());
    if (!mayHold) {
      tally.addFileOfOtherBucket();
    }
    return mayHold;
  }

  /** Empty where the footer says that nothing in the file is selected. */
  private Optional<Found> find(FileStatus file) throws IOException {
    KeyBucket bucket = ArchiveFileName.bucket(file.getPath().getName()).orElseThrow();
    FileSummary summary = Footers.read(file, selection.streamName(), bucket);
    Map<String, ShardRange> ranges = new TreeMap<>(summary.shards());
    ranges.entrySet().removeIf(shard -> !selection.mayHold(shard.getKey(), shard.getValue()));
    if (ranges.isEmpty()) {
      return Optional.empty();
    }
    String path = file.getPath().toString();
    ArchiveBlock block = new ArchiveBlock(path, file.getLen(), bucket, ranges);
    return Optional.of(new Found(block, shareOf(summary, ranges)));
  }

  /** Exact where all shards are read; else as if all records were of one size. */
  private static long shareOf(FileSummary summary, Map<String, ShardRange> ranges) {
    long rows = ranges.values().stream().mapToLong(ShardRange::records).sum();
    return rows == summary.records()
        ? summary.payloadBytes()
        : Math.round((double) summary.payloadBytes() * rows / summary.records());
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static final class Found {

    private final ArchiveBlock block;
    private final long payloadBytes;

    Found(ArchiveBlock block, long payloadBytes) {
      this.block = block;
      this.payloadBytes = payloadBytes;
    }
  }
}
