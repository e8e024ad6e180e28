package io.kinesisrewind.replay;

import io.kinesisrewind.replay.failure.ArchivedBatches;
import io.kinesisrewind.replay.failure.FailedSection;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.ReplaySource;
import io.kinesisrewind.replay.source.SourceSpec;
import io.kinesisrewind.replay.source.archive.ArchiveSection;
import io.kinesisrewind.replay.source.archive.split.PlanFiles;
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
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** From the option {@code --source} to what reads. */
final class ReplaySources {

  private ReplaySources() {}

  /**
   * Fixes what {@code --from latest} is, by Kinesis' clock: a place that is asked for by that name
   * would be another one after each restart.
   */
  static Selection withBeginning(ReplayOptions options, Selection selection) {
    if (!options.beginsAtLatest()) {
      return selection;
    }
    try (KinesisStream stream = KinesisStream.toLookAt(options.aws().resolve(), options.stream())) {
      Instant now = stream.time();
      options.beginsAt(now);
      return selection.arrivedBetween(now, selection.to().orElse(null));
    } catch (SdkException e) {
      throw unreadable(options, e);
    }
  }

  /** Plans the reading; the selection is the options', with the keys that are in files. */
  static ReplaySource plan(ReplayOptions options, Selection selection) throws IOException {
    PlanFiles files = planFiles(options);
    try {
      return plan(options, selection, files);
    } catch (IOException | RuntimeException e) {
      files.deleteAfter(e);
      throw e;
    }
  }

  private static ReplaySource plan(ReplayOptions options, Selection selection, PlanFiles files)
      throws IOException {
    switch (options.source().kind()) {
      case ARCHIVE:
        return archive(options, selection, files);
      case FILE:
        return FilePlanner.plan(options.source().folder(), selection);
      case LATEST:
        return latest(options, selection);
      default: // STREAM, BOTH
        return stream(options, selection, files);
    }
  }

  private static ReplaySource archive(ReplayOptions options, Selection selection, PlanFiles files)
      throws IOException {
    // First: where records are missing, a plan is of no use.
    Optional<ArchivedBatches> failed = failedBatches(options);
    ArchiveSection section = ArchiveSection.plan(options.archive(), selection, files);
    return failed.<ReplaySource>map(batches -> new FailedSection(section, batches)).orElse(section);
  }

  private static Optional<ArchivedBatches> failedBatches(ReplayOptions options) throws IOException {
    return options.failures().isEmpty()
        ? Optional.empty()
        : Optional.of(
            ArchivedBatches.find(
                options.archive(), options.failures().get(), options.allowMissing()));
  }

  /**
   * A dry run writes nothing, and reads nothing. A replay that is resumed may have no checkpoint
   * yet, and then reads by the new plan.
   */
  private static PlanFiles planFiles(ReplayOptions options) {
    return options.dryRun()
        ? PlanFiles.NONE
        : PlanFiles.in(StatusFile.in(options.replays().orElseThrow(), options.replayId()).plan());
  }

  private static ReplaySource latest(ReplayOptions options, Selection selection) {
    AwsAccess aws = options.aws().resolve();
    return new LatestSection(
        options.latestReading(aws, selection),
        TableSize.of(aws, selection.streamName()),
        options.segments());
  }

  private static ReplaySource stream(ReplayOptions options, Selection selection, PlanFiles files)
      throws IOException {
    AwsAccess aws = options.aws().resolve();
    try (KinesisStream stream = KinesisStream.toLookAt(aws, options.stream())) {
      if (options.source().kind() == SourceSpec.Kind.BOTH) {
        return BothSection.plan(
            options.archive(),
            stream,
            selection,
            files,
            options.overlap(),
            aws,
            options.pollSettings());
      }
      return new StreamSection(
          StreamPlanner.plan(stream, selection, options.streamBounds()),
          aws,
          options.pollSettings());
    } catch (SdkException e) {
      throw unreadable(options, e);
    }
  }

  private static UsageException unreadable(ReplayOptions options, SdkException e) {
    return new UsageException(
        "--stream " + options.stream() + ": " + AwsFailure.explain(e, "kinesis:ListShards"));
  }
}
