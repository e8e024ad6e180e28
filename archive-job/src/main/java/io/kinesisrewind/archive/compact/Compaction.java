package io.kinesisrewind.archive.compact;

import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.runtime.archive.ArchiveFolders;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One run from its options to its report, for whoever runs it: {@link #prepare}, then {@link
 * #dryRun}, or {@link #define} and execute, and {@link #report}.
 */
public final class Compaction {

  private static final int FILES_SHOWN = 10;

  private final CompactOptions options;
  private final Instant now;
  private final String id;
  private final CompactPlan plan;

  private Compaction(CompactOptions options, Instant now, CompactPlan plan) {
    this.options = options;
    this.now = now;
    this.id = RunId.next(now);
    this.plan = plan;
  }

  /**
   * Lists the archive; writes nothing. Flink's file systems must have been initialized where the
   * archive is on S3.
   *
   * @param options checked
   * @throws io.kinesisrewind.runtime.UsageException where there is no such archive or stream
   */
  public static Compaction prepare(CompactOptions options) throws IOException {
    Instant now = Instant.now();
    return new Compaction(options, now, CompactPlan.of(options, streams(options), now));
  }

  private static List<String> streams(CompactOptions options) {
    Problems problems = new Problems();
    List<String> found = streamsOf(options.archive(), problems);
    problems.throwIfAny();
    for (String stream : options.streams()) {
      problems.require(
          found.contains(stream),
          "--stream",
          stream,
          "is not in the archive, which holds " + String.join(", ", found));
    }
    problems.throwIfAny();
    return options.streams().isEmpty() ? found : options.streams();
  }

  private static List<String> streamsOf(Path archive, Problems problems) {
    try {
      List<String> found = new ArchiveFolders(archive).streams();
      problems.require(
          !found.isEmpty(),
          "--archive",
          archive,
          "there is no archive here; name the folder that an archive job writes to");
      return found;
    } catch (UnsupportedFileSystemSchemeException e) {
      problems.add(
          "--archive",
          archive,
          "Flink has no file system for it here; for S3 put flink-s3-fs-hadoop into Flink's plugins");
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      problems.add(
          "--archive",
          archive,
          "cannot be read: " + reason + "; check the name, the region and the permissions");
    }
    return List.of();
  }

  public String id() {
    return id;
  }

  /** How many buckets of hours there are to look at. */
  public int size() {
    return plan.groups().size();
  }

  /** What was found, line by line. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add("archive   " + options.archive());
    lines.add(
        String.format(
            "found     %,d files in %,d closed hours (%,d hours not closed yet)",
            plan.files(), plan.hours(), plan.openHours()));
    plan.foreignFiles().stream()
        .limit(FILES_SHOWN)
        .forEach(file -> lines.add("left alone " + file + " (not a file of this archive)"));
    int more = plan.foreignFiles().size() - FILES_SHOWN;
    if (more > 0) {
      lines.add("left alone " + more + " more files that are not this archive's");
    }
    return lines;
  }

  /**
   * What a run would merge, as far as footers can tell.
   *
   * @return line by line
   */
  public List<String> dryRun() throws IOException {
    return DryRun.of(options, plan.groups());
  }

  /**
   * Deletes what earlier runs have put aside for long enough, and adds the topology to the
   * environment.
   */
  public void define(StreamExecutionEnvironment env) throws IOException {
    Expiry expiry = new Expiry(options.archive(), now);
    expiry.deleteReplaced(options.keepReplaced());
    expiry.deleteStaged();
    CompactPipeline.define(
        env,
        plan.groups().size(),
        new CompactGroups(options.archive(), id, Manner.of(options), plan.groups()),
        new AccountOperator(options.archive(), id));
  }

  /** What was done; empty where the run has not come to its end. */
  public Optional<CompactReport> report() throws IOException {
    return CompactReport.read(options.archive(), id);
  }
}
