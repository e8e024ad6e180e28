package io.kinesisrewind.replay.plan;

import java.util.ArrayList;
import java.util.List;

/** What a replay will read, in figures; the blocks themselves went where the planner put them. */
public final class ArchivePlan {

  private final String archive;
  private final Selection selection;
  private final PlanTally tally;

  ArchivePlan(String archive, Selection selection, PlanTally tally) {
    this.archive = archive;
    this.selection = selection;
    this.tally = tally;
  }

  public Selection selection() {
    return selection;
  }

  public PlanTotals totals() {
    return tally.totals();
  }

  /** The first few files in the archive's folders that are not the archive's; they are not read. */
  public List<String> skippedFiles() {
    return tally.foreignFiles();
  }

  /** What a dry run prints, line by line. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add("archive   " + archive);
    lines.add("stream    " + selection.streamName());
    lines.add("to read   " + totals());
    lines.addAll(tally.found());
    lines.add("spared    " + tally.spared());
    skippedFiles()
        .forEach(file -> lines.add("skipped   " + file + " (not a file of this archive)"));
    if (!totals().exact()) {
      lines.add("A bound or key cuts through files: how many records match is known when read.");
    }
    return lines;
  }
}
