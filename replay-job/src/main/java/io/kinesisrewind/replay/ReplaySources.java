package io.kinesisrewind.replay;

import io.kinesisrewind.replay.failure.ArchivedBatches;
import io.kinesisrewind.replay.failure.FailedSection;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.replay.plan.ArchivePlanner;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.ReplaySource;
import io.kinesisrewind.replay.source.SourceSpec;
import io.kinesisrewind.replay.source.archive.ArchiveSection;
import io.kinesisrewind.replay.source.both.BothSection;
import io.kinesisrewind.replay.source.file.FilePlanner;
import io.kinesisrewind.replay.source.latest.LatestSection;
import io.kinesisrewind.replay.source.latest.TableSize;
import io.kinesisrewind.replay.source.stream.StreamSection;
import io.kinesisrewind.replay.source.stream.kinesis.KinesisStream;
import io.kinesisrewind.replay.source.stream.plan.StreamPlanner;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.UsageException;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;

/** From the option {@code --source} to what reads. */
final class ReplaySources {

  private ReplaySources() {}

  /** Plans the reading; the selection is the options', with the keys that are in files. */
  static ReplaySource plan(ReplayOptions options, Selection selection) throws IOException {
    switch (options.source().kind()) {
      case ARCHIVE:
        return archive(options, selection);
      case FILE:
        return FilePlanner.plan(options.source().folder(), selection);
      case LATEST:
        return latest(options, selection);
      default: // STREAM, BOTH
        return stream(options, selection);
    }
  }

  private static ReplaySource archive(ReplayOptions options, Selection selection)
      throws IOException {
    if (options.failures().isEmpty()) {
      return new ArchiveSection(ArchivePlanner.plan(options.archive(), selection));
    }
    // First: where records are missing, a plan is of no use.
    ArchivedBatches batches =
        ArchivedBatches.find(options.archive(), options.failures().get(), options.allowMissing());
    return new FailedSection(
        new ArchiveSection(ArchivePlanner.plan(options.archive(), selection)), batches);
  }

  private static ReplaySource latest(ReplayOptions options, Selection selection) {
    AwsAccess aws = options.aws().resolve();
    return new LatestSection(
        options.latestReading(aws, selection),
        TableSize.of(aws, selection.streamName()),
        options.segments());
  }

  private static ReplaySource stream(ReplayOptions options, Selection selection)
      throws IOException {
    AwsAccess aws = options.aws().resolve();
    try (KinesisStream stream = KinesisStream.toLookAt(aws, options.stream())) {
      if (options.source().kind() == SourceSpec.Kind.BOTH) {
        return BothSection.plan(
            options.archive(), stream, selection, options.overlap(), aws, options.pollSettings());
      }
      return new StreamSection(
          StreamPlanner.plan(stream, selection, options.streamBounds()),
          aws,
          options.pollSettings());
    } catch (SdkException e) {
      throw new UsageException(
          "--stream " + options.stream() + ": " + AwsFailure.explain(e, "kinesis:ListShards"));
    }
  }
}
