package io.kinesisrewind.replay.select;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.bad.BadRecords;
import io.kinesisrewind.replay.ledger.CountedStep;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the bounds that reading could not, and drops what the archive holds twice. */
public final class Select implements CountedStep<Candidate, ArchivedRecord> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(Select.class);

  private final Selection selection;
  private final BadRecords badRecords;
  private final boolean originalsOnly;

  /**
   * @param badRecords what to do with a selected record that the source cannot give as it was
   * @param originalsOnly leaves out what came through a replay, as an archive does
   */
  public Select(Selection selection, BadRecords badRecords, boolean originalsOnly) {
    this.selection = selection;
    this.badRecords = badRecords;
    this.originalsOnly = originalsOnly;
  }

  @Override
  public Optional<ArchivedRecord> apply(Candidate candidate, Counts counts) {
    counts.read += 1 + candidate.getDuplicates();
    counts.duplicates += candidate.getDuplicates();
    if (!matches(candidate.getRecord())) {
      counts.filtered++;
      return Optional.empty();
    }
    counts.selected++;
    if (candidate.getProblem() != null) {
      reject(candidate.getRecord(), candidate.getProblem());
      counts.skipped++;
      return Optional.empty();
    }
    return Optional.of(candidate.getRecord());
  }

  private boolean matches(ArchivedRecord record) {
    return selection.matches(record) && !(originalsOnly && record.getReplayId() != null);
  }

  private void reject(ArchivedRecord record, String problem) {
    String message =
        "Record "
            + Position.of(record)
            + " of "
            + record.getShardId()
            + " is not whole: "
            + problem;
    if (badRecords != BadRecords.skip) {
      throw new ReplayFailedException(
          message + "; --on-bad-record skip leaves such records out, and counts them");
    }
    LOG.warn("Skipped: {}", message);
  }
}
