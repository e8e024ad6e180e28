package io.kinesisrewind.replay.select;

import io.kinesisrewind.replay.ledger.CountedStep;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Optional;

/** Applies the bounds that reading could not, and drops what the archive holds twice. */
public final class Select implements CountedStep<Candidate, ArchivedRecord> {

  private static final long serialVersionUID = 1L;

  private final Selection selection;
  private final boolean originalsOnly;

  public Select(Selection selection) {
    this(selection, false);
  }

  private Select(Selection selection, boolean originalsOnly) {
    this.selection = selection;
    this.originalsOnly = originalsOnly;
  }

  /** Leaves out what came through a replay, as an archive does. */
  public static Select originals(Selection selection) {
    return new Select(selection, true);
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
    return Optional.of(candidate.getRecord());
  }

  private boolean matches(ArchivedRecord record) {
    return selection.matches(record) && !(originalsOnly && record.getReplayId() != null);
  }
}
