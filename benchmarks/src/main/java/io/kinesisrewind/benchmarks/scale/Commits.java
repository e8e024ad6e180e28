package io.kinesisrewind.benchmarks.scale;

import io.kinesisrewind.benchmarks.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;

/**
 * One checkpoint and the files that it made visible, by the time at which the file system gave them
 * their names (Unix: the inode's change).
 *
 * @param checkpointMillis from its trigger to its completion: all blocks sorted and written
 * @param commitMillis from its completion until the last of its files was visible
 */
record Commits(int files, long checkpointMillis, long commitMillis) {

  /** A file system takes its times from a clock that ticks, and may be behind by this. */
  private static final long TICK_MILLIS = 10;

  static List<Commits> of(List<CompletedCheckpointStats> checkpoints, Folder folder)
      throws IOException {
    TreeMap<Long, CompletedCheckpointStats> byEnd = new TreeMap<>();
    checkpoints.forEach(
        checkpoint ->
            byEnd.put(
                checkpoint.getTriggerTimestamp() + checkpoint.getEndToEndDuration(), checkpoint));
    TreeMap<Long, List<Long>> namings = new TreeMap<>();
    for (Path file : folder.files()) {
      long named = ((FileTime) Files.getAttribute(file, "unix:ctime")).toMillis();
      Long end = byEnd.floorKey(named + TICK_MILLIS);
      if (end != null) {
        namings.computeIfAbsent(end, any -> new ArrayList<>()).add(named);
      }
    }
    List<Commits> commits = new ArrayList<>();
    namings.forEach(
        (end, named) ->
            commits.add(
                new Commits(
                    named.size(),
                    byEnd.get(end).getEndToEndDuration(),
                    Math.max(
                        0, named.stream().mapToLong(Long::longValue).max().orElseThrow() - end))));
    return commits;
  }
}
