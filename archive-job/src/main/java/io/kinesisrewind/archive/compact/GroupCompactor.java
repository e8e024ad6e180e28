package io.kinesisrewind.archive.compact;

import io.kinesisrewind.runtime.archive.ArchiveFolders;
import io.kinesisrewind.runtime.archive.BrokenFileException;
import io.kinesisrewind.schemas.CompactedFrom;
import io.kinesisrewind.schemas.FileSummary;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;

/**
 * Merges the files of an hour's bucket. Starts from what is there, so that it may be cut short at
 * any point and called again:
 *
 * <ol>
 *   <li>take away leftovers of a compaction that was cut short
 *   <li>read every row: digest, and where to cut
 *   <li>span by span, write the rows that arrived in it to a new file, which nobody sees yet
 *   <li>read the new files back: what was read = what was written + equal rows left out
 *   <li>make the new files visible
 *   <li>take the old ones away
 * </ol>
 *
 * Heap: the rows of one new file twice (once as the Parquet writer's copy), and the largest old
 * file.
 */
final class GroupCompactor {

  private final Path archive;
  private final String runId;
  private final Manner manner;
  private final Retirement retirement;

  GroupCompactor(Path archive, String runId, Manner manner) throws IOException {
    this.archive = archive;
    this.runId = runId;
    this.manner = manner;
    this.retirement = new Retirement(archive, manner.keepReplaced());
  }

  /**
   * @throws IOException where the file system fails; the archive then is as complete as before
   */
  Outcome compact(HourBucket which) throws IOException {
    Outcome outcome = new Outcome();
    Group found = Group.read(archive, which);
    found.broken().forEach(outcome::addProblem);
    Group group = found.without(found.leftovers());
    retire(found.leftovers(), which);
    outcome.leftovers = found.leftovers().size();
    if (group.isDue(manner.minFiles(), manner.blockBytes())) {
      merge(which, group, outcome);
    }
    if (outcome.merged == 0 && group.soleCompaction().filter(this::isOurs).isPresent()) {
      recall(group, outcome);
    }
    outcome.leftAlone = 1 - outcome.merged;
    return outcome;
  }

  private void merge(HourBucket which, Group group, Outcome outcome) throws IOException {
    try {
      Survey survey = Survey.of(group.files(), which.hour());
      List<TimeSpan> spans = survey.spans(manner.blockBytes());
      if (spans.size() < group.files().size() || group.isDisturbed()) {
        replace(which, group, survey, spans, outcome);
      }
    } catch (BrokenFileException e) {
      outcome.addProblem(e.getMessage());
    } catch (FileNotFoundException e) {
      // Another compaction was faster; what it wrote is a matter for the next run.
      if (isStillThere(which, group)) {
        throw e;
      }
    }
  }

  private void replace(
      HourBucket which, Group group, Survey survey, List<TimeSpan> spans, Outcome outcome)
      throws IOException {
    Outcome merged = new Outcome();
    ArrivalHistogram kept = new ArrivalHistogram(which.hour());
    try (Staging staging = new Staging(archive, runId, which.hour(), manner.compression())) {
      RowDigest accounted = stage(which, group, spans, staging, kept, merged);
      RowDigest written = staging.readBack(which);
      accounted.add(written);
      if (!accounted.isSame(survey.digest())) {
        throw new BrokenFileException(
            which + ": what was written is not what was read; nothing was replaced");
      }
      // Where records were there twice, the cuts were finer than they have to be.
      List<TimeSpan> withoutDuplicates = kept.spans(manner.blockBytes());
      if (withoutDuplicates.size() < spans.size()) {
        staging.discard();
        replace(which, group, survey, withoutDuplicates, outcome);
        return;
      }
      merged.records = written.rows();
      merged.filesAfter = spans.size();
      merged.bytesAfter = staging.bytes();
      if (!isStillThere(which, group)) {
        return; // as above
      }
      staging.publish();
    }
    merged.merged = 1;
    merged.filesBefore = group.files().size();
    merged.bytesBefore = group.bytes();
    outcome.add(merged);
    retire(group.files(), which);
  }

  /**
   * @return the rows left out
   */
  private RowDigest stage(
      HourBucket which,
      Group group,
      List<TimeSpan> spans,
      Staging staging,
      ArrivalHistogram kept,
      Outcome outcome)
      throws IOException {
    CompactedFrom from =
        CompactedFrom.of(RunId.compaction(runId), spans.size(), group.replacedByMerging());
    RowDigest dropped = new RowDigest();
    for (int part = 0; part < spans.size(); part++) {
      MergedBlock block = MergedBlock.read(group.files(), spans.get(part));
      CompactedFrom ofPart =
          from.part(part).saved(group.files().size(), group.bytes(), block.dropped().rows());
      staging.write(
          block.rows(), FileSummary.of(which.bucket(), block.rows()).compactedFrom(ofPart));
      dropped.add(block.dropped());
      block.rows().forEach(kept::add);
      if (block.conflicts() > 0) {
        outcome.addProblem(
            which
                + ": "
                + block.conflicts()
                + " records have the identity of another one but not its contents; all are kept");
      }
    }
    outcome.duplicates = dropped.rows();
    return dropped;
  }

  private void retire(List<GroupFile> files, HourBucket which) throws IOException {
    for (GroupFile file : files) {
      retirement.retire(file.path(), which.hour());
    }
  }

  private boolean isStillThere(HourBucket which, Group group) throws IOException {
    Path folder = new Path(archive, which.hour().path());
    Set<String> now =
        new ArchiveFolders(archive)
            .files(folder).stream()
                .map(file -> file.getPath().getName())
                .collect(Collectors.toSet());
    return group.files().stream().map(GroupFile::name).allMatch(now::contains);
  }

  private boolean isOurs(String compaction) {
    return RunId.isOf(compaction, runId);
  }

  /** Counts what this run has done before it was started over. */
  private static void recall(Group group, Outcome outcome) {
    outcome.merged = 1;
    for (GroupFile file : group.files()) {
      CompactedFrom from = file.summary().compactedFrom().orElseThrow();
      outcome.filesBefore = from.files();
      outcome.bytesBefore = from.bytes();
      outcome.duplicates += from.duplicates();
      outcome.records += file.summary().records();
    }
    outcome.filesAfter = group.files().size();
    outcome.bytesAfter = group.bytes();
  }
}
