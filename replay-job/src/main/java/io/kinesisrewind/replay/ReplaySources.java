package io.kinesisrewind.replay;

import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.ReplaySource;
import io.kinesisrewind.replay.source.archive.ArchiveSection;
import io.kinesisrewind.replay.source.archive.split.PlanFiles;
import io.kinesisrewind.runtime.UsageException;
import java.io.IOException;
import org.apache.flink.core.fs.Path;

/** From the option {@code --source} to what reads. */
final class ReplaySources {

  private ReplaySources() {}

  /** Plans the reading; the selection is the options', with the keys that are in files. */
  static ReplaySource plan(ReplayOptions options, Selection selection) throws IOException {
    switch (options.source().kind()) {
      case ARCHIVE:
        return ArchiveSection.plan(options.archive(), selection, planFiles(options));
      default:
        throw new UsageException("--source " + options.source() + ": is not there yet");
    }
  }

  /** A dry run writes nothing, and reads nothing. */
  private static PlanFiles planFiles(ReplayOptions options) {
    return options.dryRun()
        ? PlanFiles.NONE
        : PlanFiles.in(
            new Path(new Path(options.archive(), StatusFile.FOLDER), options.replayId() + ".plan"));
  }
}
