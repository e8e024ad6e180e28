package io.kinesisrewind.archive;

import io.kinesisrewind.archive.ArchiveMode.Target;
import io.kinesisrewind.archive.compact.CompactJob;
import io.kinesisrewind.archive.history.HistoryTableSink;
import io.kinesisrewind.archive.kinesis.KinesisRecords;
import io.kinesisrewind.archive.latest.ArchiveLocation;
import io.kinesisrewind.archive.latest.LatestItems;
import io.kinesisrewind.archive.latest.LatestTableSink;
import io.kinesisrewind.archive.parquet.ParquetArchive;
import io.kinesisrewind.archive.preflight.Preflight;
import io.kinesisrewind.archive.streams.StreamPlan;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.JobEnvironment;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The archive job as a program that Flink runs. */
public final class ArchiveJob {

  /** Of the job's property group on Managed Flink. */
  public static final String NAME = "archive";

  /** In a row: a slow answer from S3 is no reason to read everything again. */
  private static final int TOLERABLE_FAILED_CHECKPOINTS = 3;

  private ArchiveJob() {}

  /**
   * @throws io.kinesisrewind.runtime.UsageException where options or their surroundings are not as
   *     they have to be; nothing has been started then
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 0 && asksForCompaction(JobArguments::isConfigured)) {
      CompactJob.main(args);
      return;
    }
    ArchiveOptions options = new ArchiveOptions();
    if (!JobArguments.parse(options, NAME, args)) {
      return;
    }
    Preflight.check(options);
    StreamExecutionEnvironment env = JobEnvironment.create();
    define(env, options);
    env.execute(name(options));
  }

  /**
   * Managed Flink starts the jar's main class, whichever program is wanted; the property group that
   * is there tells.
   */
  static boolean asksForCompaction(Predicate<String> isConfigured) {
    return isConfigured.test(CompactJob.NAME) && !isConfigured.test(NAME);
  }

  /** What Flink's web page shows. */
  public static String name(ArchiveOptions options) {
    return NAME + " " + String.join(", ", options.streams());
  }

  /** Adds the job to an environment set up with {@link JobEnvironment}; does not start it. */
  public static void define(StreamExecutionEnvironment env, ArchiveOptions options) {
    define(env, options, source(options));
  }

  /** As {@link #define(StreamExecutionEnvironment, ArchiveOptions)}, fed by another source. */
  public static void define(
      StreamExecutionEnvironment env, ArchiveOptions options, RecordSource source) {
    if (env.getConfiguration()
        .getOptional(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER)
        .isEmpty()) {
      env.getCheckpointConfig().setTolerableCheckpointFailureNumber(TOLERABLE_FAILED_CHECKPOINTS);
    }
    ArchivePipeline.define(env, source, replays(options), targets(options));
  }

  static RecordSource source(ArchiveOptions options) {
    return KinesisRecords.source(
        options.streams(), options.start(), options.consumer(), options.aws());
  }

  static MarkReplays replays(ArchiveOptions options) {
    return options.archivesReplayed() ? MarkReplays.keeping() : MarkReplays.dropping();
  }

  static ArchiveTargets targets(ArchiveOptions options) {
    StreamPlan plan = options.plan();
    ArchiveTargets targets = ArchiveTargets.of(plan);
    ArchiveLocation location = ArchiveLocation.none();
    if (plan.includes(Target.PARQUET)) {
      List<String> archived = plan.streamsTo(Target.PARQUET);
      location = ArchiveLocation.in(options.archive(), options.keyBuckets(), archived);
      targets =
          targets.withParquet(
              ParquetArchive.sink(
                  options.archive(),
                  options.keyBuckets(),
                  options.bufferLimits(),
                  options.compression()),
              BucketSpread.of(archived, options.keyBuckets()));
    }
    LatestItems items = LatestItems.in(location).expiring(plan.expiry());
    if (plan.includes(Target.LATEST)) {
      targets =
          targets.withLatest(
              LatestTableSink.sink(options.aws(), items, options.tombstone()), options.coalesce());
    }
    if (plan.includes(Target.ALL)) {
      targets = targets.withHistory(HistoryTableSink.sink(options.aws(), items));
    }
    return targets;
  }
}
