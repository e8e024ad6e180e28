package io.kinesisrewind.replay.plan;

import io.kinesisrewind.runtime.archive.ArchiveFolders;
import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.KeyBucket;
import io.kinesisrewind.schemas.ShardRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** Finds out what to read, from folder names, file names and footers; reads no record. */
public final class ArchivePlanner {

  /** Requests to the file system at a time: enough to hide S3's latency. */
  private static final int CONCURRENCY = 16;

  private final Path archive;
  private final Selection selection;
  private final List<String> foreignFiles = new ArrayList<>();
  private final AtomicLong payloadBytes = new AtomicLong();
  private long filesOfOtherBuckets;

  private ArchivePlanner(Path archive, Selection selection) {
    this.archive = archive;
    this.selection = selection;
  }

  /**
   * @throws io.kinesisrewind.replay.ReplayFailedException naming the file, where one cannot be
   *     understood
   */
  public static ArchivePlan plan(Path archive, Selection selection) throws IOException {
    ExecutorService threads =
        Executors.newFixedThreadPool(CONCURRENCY, task -> daemon(task, "archive-plan"));
    try {
      return new ArchivePlanner(archive, selection).plan(new Parallel(threads));
    } finally {
      threads.shutdownNow();
    }
  }

  private ArchivePlan plan(Parallel parallel) throws IOException {
    ArchiveFolders folders = new ArchiveFolders(archive);
    List<Path> hours =
        parallel.flatMap(
            folders.days(selection.streamName(), selection.from(), selection.to()),
            day -> folders.hours(day, selection::mayHold));
    List<FileStatus> candidates = new ArrayList<>();
    for (FileStatus file : parallel.flatMap(hours, folders::files)) {
      if (mayHoldKeys(file)) {
        candidates.add(file);
      }
    }
    List<ArchiveBlock> blocks = new ArrayList<>();
    PlanTotals totals = new PlanTotals(0, 0, 0, true);
    for (Optional<ArchiveBlock> block : parallel.map(candidates, this::block)) {
      if (block.isPresent()) {
        blocks.add(block.get());
        totals = totals.plus(totals(block.get()));
      }
    }
    PlanSavings savings =
        new PlanSavings(filesOfOtherBuckets, candidates.size() - blocks.size(), foreignFiles);
    return new ArchivePlan(
        archive.toString(), selection, blocks, totals.withPayload(payloadBytes.get()), savings);
  }

  private boolean mayHoldKeys(FileStatus file) {
    Optional<KeyBucket> bucket = ArchiveFileName.bucket(file.getPath().getName());
    if (bucket.isEmpty()) {
      foreignFiles.add(file.getPath().toString());
      return false;
    }
    boolean mayHold = selection.mayHold(bucket.get());
    filesOfOtherBuckets += mayHold ? 0 : 1;
    return mayHold;
  }

  /** Empty where the footer says that nothing in the file is selected. */
  private Optional<ArchiveBlock> block(FileStatus file) throws IOException {
    KeyBucket bucket = ArchiveFileName.bucket(file.getPath().getName()).orElseThrow();
    FileSummary summary = Footers.read(file, selection.streamName(), bucket);
    Map<String, ShardRange> ranges = new TreeMap<>(summary.shards());
    ranges.entrySet().removeIf(shard -> !selection.mayHold(shard.getKey(), shard.getValue()));
    payloadBytes.addAndGet(shareOf(summary, ranges));
    return ranges.isEmpty()
        ? Optional.empty()
        : Optional.of(new ArchiveBlock(file.getPath().toString(), file.getLen(), bucket, ranges));
  }

  /** Exact where all shards are read; else as if all records were of one size. */
  private static long shareOf(FileSummary summary, Map<String, ShardRange> ranges) {
    long rows = ranges.values().stream().mapToLong(ShardRange::records).sum();
    return rows == summary.records()
        ? summary.payloadBytes()
        : Math.round((double) summary.payloadBytes() * rows / summary.records());
  }

  private PlanTotals totals(ArchiveBlock block) {
    long rows = block.ranges().values().stream().mapToLong(ShardRange::records).sum();
    boolean exact = block.ranges().values().stream().allMatch(selection::readsAllOf);
    return new PlanTotals(1, block.length(), rows, exact);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
