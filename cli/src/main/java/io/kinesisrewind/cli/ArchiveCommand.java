package io.kinesisrewind.cli;

import io.kinesisrewind.archive.ArchiveJob;
import io.kinesisrewind.archive.ArchiveMetrics;
import io.kinesisrewind.archive.ArchiveOptions;
import io.kinesisrewind.archive.preflight.Preflight;
import io.kinesisrewind.runtime.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./rewind archive}: the archive job on a local MiniCluster. */
@Command(name = "archive")
final class ArchiveCommand implements Callable<Integer> {

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration TELL = Duration.ofSeconds(10);

  @Mixin private ArchiveOptions options = new ArchiveOptions();

  @ArgGroup(validate = false, order = 10, heading = "%nOn this machine%n")
  private LocalRun run = new LocalRun();

  /** What only a local run has. */
  static final class LocalRun {

    @Option(
        names = "--for",
        paramLabel = "TIME",
        description =
            "Stop after so long, with everything read so far committed (default: at Ctrl-C)")
    private Duration time;

    @Option(
        names = "--savepoints",
        paramLabel = "DIR",
        description = "Where the savepoint of a stop goes (default: ${DEFAULT-VALUE})")
    private Path savepoints = Path.of("rewind-savepoints");

    @Option(
        names = "--from-savepoint",
        paramLabel = "DIR",
        description = "Go on from where the run that wrote this savepoint stopped")
    private Path fromSavepoint;

    @ArgGroup(validate = false)
    private LocalOptions local = new LocalOptions();
  }

  @Override
  public Integer call() throws Exception {
    check();
    LocalFlink.initializeFileSystems(options.aws());
    Preflight.check(options);
    try (Interrupt interrupt = Interrupt.listen();
        WorkDirectory work = WorkDirectory.create();
        LocalFlink flink =
            LocalFlink.start(
                options.aws(), work.path(), run.local.parallelism(), run.local.configuration())) {
      StreamExecutionEnvironment env = flink.environment();
      ArchiveJob.define(env, options);
      LocalJob job = flink.submit(env, ArchiveJob.name(options), run.fromSavepoint);
      System.out.println("archiving " + String.join(", ", options.streams()) + until());
      options.plan().lines().forEach(line -> System.out.println("  " + line));
      System.out.println("Flink's web page: " + flink.webPage());
      return attend(job, interrupt);
    }
  }

  private void check() {
    Problems problems = new Problems();
    options.check(problems);
    run.local.check(problems);
    problems.require(
        run.fromSavepoint == null || Files.isDirectory(run.fromSavepoint),
        "--from-savepoint",
        run.fromSavepoint,
        "is not there; name the directory that a stop printed");
    problems.throwIfAny();
  }

  private int attend(LocalJob job, Interrupt interrupt) throws Exception {
    long start = System.nanoTime();
    long told = start;
    while (!interrupt.came() && !isOver(start)) {
      if (job.awaitEnd(LOOK)) {
        throw new IllegalStateException(
            "The job ended by itself: " + job.failure().map(Causes::root).orElse("cancelled"));
      }
      job.newProblem()
          .ifPresent(problem -> System.err.println("rewind: starting over after: " + problem));
      if (System.nanoTime() - told > TELL.toNanos()) {
        told = System.nanoTime();
        System.out.println("  " + progress());
      }
    }
    Path savepoint = job.stop(run.savepoints.toAbsolutePath());
    System.out.println("stopped; " + progress());
    System.out.println("to go on from here: --from-savepoint " + savepoint);
    return Rewind.DONE;
  }

  private boolean isOver(long start) {
    return run.time != null && System.nanoTime() - start >= run.time.toNanos();
  }

  private String until() {
    return run.time == null ? " until Ctrl-C" : " for " + run.time.toSeconds() + " s";
  }

  static String progress() {
    return String.format(
        "archived %,d records (%,d bytes) in %,d files (%,d bytes); wrote %,d latest items",
        JobCounters.sum(ArchiveMetrics.RECORDS_ARCHIVED),
        JobCounters.sum(ArchiveMetrics.BYTES_ARCHIVED),
        JobCounters.sum(ArchiveMetrics.FILES_COMMITTED),
        JobCounters.sum(ArchiveMetrics.FILE_BYTES_COMMITTED),
        JobCounters.sum(ArchiveMetrics.LATEST_WRITES));
  }
}
