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

  public Select(Selection selection) {
    this.selection = selection;
  }

  @Override
  public Optional<ArchivedRecord> apply(Candidate candidate, Counts counts) {
    counts.read += 1 + candidate.getDuplicates();
    counts.duplicates += candidate.getDuplicates();
    if (!selection.matches(candidate.getRecord())) {
      counts.filtered++;
      return Optional.empty();
    }
    counts.selected++;
    return Optional.of(candidate.getRecord());
  }
}
