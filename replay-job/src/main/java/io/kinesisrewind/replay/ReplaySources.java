package io.kinesisrewind.replay;

import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.replay.plan.ArchivePlanner;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.ReplaySource;
import io.kinesisrewind.replay.source.archive.ArchiveSection;
import io.kinesisrewind.replay.source.file.FilePlanner;
import io.kinesisrewind.runtime.UsageException;
import java.io.IOException;

/** From the option {@code --source} to what reads. */
final class ReplaySources {

  private ReplaySources() {}

  /** Plans the reading; the selection is the options', with the keys that are in files. */
  static ReplaySource plan(ReplayOptions options, Selection selection) throws IOException {
    switch (options.source().kind()) {
      case ARCHIVE:
        return new ArchiveSection(ArchivePlanner.plan(options.archive(), selection));
      case FILE:
        return FilePlanner.plan(options.source().folder(), selection);
      default:
        throw new UsageException("--source " + options.source() + ": is not there yet");
    }
  }
}
