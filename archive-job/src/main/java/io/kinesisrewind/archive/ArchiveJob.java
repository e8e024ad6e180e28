package io.kinesisrewind.archive;

import io.kinesisrewind.archive.compact.CompactJob;
import io.kinesisrewind.archive.kinesis.KinesisRecords;
import io.kinesisrewind.archive.latest.ArchiveLocation;
import io.kinesisrewind.archive.latest.LatestTableSink;
import io.kinesisrewind.archive.parquet.ParquetArchive;
import io.kinesisrewind.archive.preflight.Preflight;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.JobEnvironment;
import java.util.function.Predicate;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The archive job as a program that Flink runs. */
public final class ArchiveJob {

  /** Of the job's property group on Managed Flink. */
  public static final String NAME = "archive";

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
    ArchivePipeline.define(env, source(options), replays(options), targets(options));
  }

  static RecordSource source(ArchiveOptions options) {
    return KinesisRecords.source(
        options.streams(), options.start(), options.pollInterval(), options.aws());
  }

  static MarkReplays replays(ArchiveOptions options) {
    return options.archivesReplayed() ? MarkReplays.keeping() : MarkReplays.dropping();
  }

  static ArchiveTargets targets(ArchiveOptions options) {
    ArchiveTargets targets = ArchiveTargets.none();
    ArchiveLocation location = ArchiveLocation.none();
    if (options.archivesFiles()) {
      location = ArchiveLocation.in(options.archive(), options.keyBuckets());
      targets =
          targets.withParquet(
              ParquetArchive.sink(options.archive(), options.keyBuckets(), options.bufferLimits()),
              BucketSpread.of(options.streams(), options.keyBuckets()));
    }
    if (options.keepsLatest()) {
      targets =
          targets.withLatest(LatestTableSink.sink(options.aws(), location), options.coalesce());
    }
    return targets;
  }
}
