package io.kinesisrewind.replay.source.file;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.Parallel;
import io.kinesisrewind.replay.plan.PlanTotals;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.schemas.ShardRange;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/** Finds out what is in files of records, and refuses what is not. */
public final class FilePlanner {

  private static final String OPTION = "--source";

  /** Reading waits for the network; on S3 files may be many and small. */
  private static final int THREADS = 8;

  private static final int MOST_PROBLEMS = 10;

  private final Path place;
  private final Selection selection;
  private final Problems problems = new Problems();

  private FilePlanner(Path place, Selection selection) {
    this.place = place;
    this.selection = selection;
  }

  /**
   * @param place a folder, or a single file
   * @throws io.kinesisrewind.runtime.UsageException naming the file, and the line, that is not what
   *     a file target writes; or where there is nothing of the stream
   */
  public static FileSection plan(Path place, Selection selection) throws IOException {
    return new FilePlanner(place, selection).plan();
  }

  private FileSection plan() throws IOException {
    List<FileStatus> files = list();
    problems.throwIfAny();
    List<FileScan> scans = scan(files);
    check(scans);
    problems.throwIfAny();
    List<ArchiveBlock> blocks = new ArrayList<>();
    scans.forEach(scan -> blocks.addAll(scan.blocks()));
    return new FileSection(place, selection, totals(files, blocks), blocks, otherStreams(scans));
  }

  private List<FileStatus> list() {
    try {
      FileListing listing = FileListing.of(place);
      listing.foreign().stream()
          .limit(MOST_PROBLEMS)
          .forEach(file -> add("holds " + file + ", which is not a file of records; move it away"));
      if (listing.files().isEmpty()) {
        add("holds no file of records; name a folder that a file target or --dead-letter had");
      }
      return listing.files();
    } catch (FileNotFoundException e) {
      add("is not there; name a folder or a file, here or s3://bucket/path");
    } catch (UnsupportedFileSystemSchemeException e) {
      add("Flink has no file system for it here; s3:// needs its plugin, see the README");
    } catch (IOException e) {
      add(explain(e));
    }
    return List.of();
  }

  private List<FileScan> scan(List<FileStatus> files) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      return new Parallel(threads).map(files, file -> FileScan.of(file, selection.streamName()));
    } finally {
      threads.shutdownNow();
    }
  }

  private void check(List<FileScan> scans) {
    scans.stream()
        .flatMap(scan -> scan.problems().stream())
        .limit(MOST_PROBLEMS)
        .forEach(problem -> add(problem + "; mend the line, or take it out"));
    boolean none = scans.stream().allMatch(scan -> scan.blocks().isEmpty());
    Map<String, Long> others = otherStreams(scans);
    if (problems.isEmpty() && none && !others.isEmpty()) {
      problems.add(
          "--stream",
          selection.streamName(),
          "is not in " + place + ", which holds " + names(others));
    }
  }

  private static PlanTotals totals(List<FileStatus> files, List<ArchiveBlock> blocks) {
    long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
    long records =
        blocks.stream()
            .flatMap(block -> block.ranges().values().stream())
            .mapToLong(ShardRange::records)
            .sum();
    return new PlanTotals(files.size(), bytes, records, true);
  }

  private static Map<String, Long> otherStreams(List<FileScan> scans) {
    Map<String, Long> records = new TreeMap<>();
    scans.forEach(
        scan ->
            scan.otherStreams().forEach((name, count) -> records.merge(name, count, Long::sum)));
    return records;
  }

  private static String names(Map<String, Long> streams) {
    return String.join(", ", streams.keySet());
  }

  private String explain(IOException e) {
    String bucket = place.toUri().getAuthority();
    return bucket == null
        ? "cannot be read: " + e.getMessage() + "; check the name and the permissions"
        : AwsFailure.explainS3(e, bucket, "s3:ListBucket");
  }

  private void add(String wrongAndRemedy) {
    problems.add(OPTION, "file:" + place, wrongAndRemedy);
  }
}
