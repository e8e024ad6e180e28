package io.kinesisrewind.archive.preflight;

import io.kinesisrewind.archive.ArchiveOptions;
import io.kinesisrewind.runtime.Problems;

/**
 * Looks at what the job is about to use, creates the tables if it is told to, and registers the
 * enhanced fan-out consumers. To be called before the job is submitted, where Flink's file systems
 * are set up.
 */
public final class Preflight {

  private Preflight() {}

  /**
   * @param options checked
   * @throws io.kinesisrewind.runtime.UsageException with everything that is not as it has to be; no
   *     table has been created then, and a consumer only where all else is well
   */
  public static void check(ArchiveOptions options) {
    Problems problems = new Problems();
    StreamsCheck.run(options.streams(), options.aws(), problems);
    if (options.archivesFiles()) {
      FolderCheck.run(options.archive(), problems);
    }
    if (options.keepsLatest()) {
      TablesCheck.run(options.streams(), options.aws(), options.createsTables(), problems);
    }
    problems.throwIfAny();
    options
        .consumer()
        .fanOutName()
        .ifPresent(name -> ConsumersCheck.run(name, options.streams(), options.aws(), problems));
    problems.throwIfAny();
  }
}
