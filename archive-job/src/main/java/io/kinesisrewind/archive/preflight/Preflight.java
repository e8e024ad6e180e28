package io.kinesisrewind.archive.preflight;

import io.kinesisrewind.archive.ArchiveMode.Target;
import io.kinesisrewind.archive.ArchiveOptions;
import io.kinesisrewind.archive.latest.Tombstone;
import io.kinesisrewind.archive.streams.StreamPlan;
import io.kinesisrewind.runtime.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what the job is about to use, creates the tables if it is told to, and registers the
 * enhanced fan-out consumers. To be called before the job is submitted, where Flink's file systems
 * are set up.
 */
public final class Preflight {

  private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

  private Preflight() {}

  /**
   * @param options checked
   * @throws io.kinesisrewind.runtime.UsageException with everything that is not as it has to be; no
   *     table has been created then, and a consumer only where all else is well
   */
  public static void check(ArchiveOptions options) {
    Problems problems = new Problems();
    StreamPlan plan =
        StreamsCheck.run(options.namedStreams(), options.aws(), problems)
            ? options.plan(problems)
            : StreamPlans.ofOptionsAlone(options);
    if (plan.includes(Target.PARQUET)) {
      FolderCheck.run(options.archive(), problems);
    }
    new TablesCheck(plan, options.tombstone() == Tombstone.EMPTY, problems)
        .run(options.aws(), options.createsTables());
    problems.throwIfAny();
    options
        .consumer()
        .fanOutName()
        .ifPresent(name -> ConsumersCheck.run(name, plan.streams(), options.aws(), problems));
    problems.throwIfAny();
    plan.lines().forEach(line -> LOG.info("Archiving {}", line));
  }
}
