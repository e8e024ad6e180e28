package io.kinesisrewind.cli;

import io.kinesisrewind.archive.compact.CompactMetrics;
import io.kinesisrewind.archive.compact.CompactOptions;
import io.kinesisrewind.archive.compact.Compaction;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.Problems;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./rewind compact}: the compaction job on a local MiniCluster. */
@Command(name = "compact")
final class CompactCommand implements Callable<Integer> {

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration TELL = Duration.ofSeconds(10);

  @Mixin private CompactOptions options = new CompactOptions();

  @ArgGroup(validate = false, order = 10, heading = "%nOn this machine%n")
  private LocalOptions local = new LocalOptions();

  @Override
  public Integer call() throws Exception {
    Problems problems = new Problems();
    options.check(problems);
    local.check(problems);
    AwsAccess aws = options.aws().resolve(problems);
    problems.throwIfAny();
    LocalFlink.initializeFileSystems(aws);
    Compaction compaction = Compaction.prepare(options);
    compaction.describe().forEach(System.out::println);
    if (options.dryRun()) {
      compaction.dryRun().forEach(System.out::println);
      return Rewind.DONE;
    }
    return run(aws, compaction);
  }

  private int run(AwsAccess aws, Compaction compaction) throws Exception {
    try (Interrupt interrupt = Interrupt.listen();
        WorkDirectory work = WorkDirectory.create();
        LocalFlink flink =
            LocalFlink.start(aws, work.path(), local.parallelism(), local.configuration())) {
      StreamExecutionEnvironment env = flink.environment();
      compaction.define(env);
      LocalJob job = flink.submit(env, compaction.id(), null);
      System.out.println("Flink's web page: " + flink.webPage());
      if (!attend(compaction, job, interrupt)) {
        job.cancel();
        System.err.println("rewind: stopped by its user; run it again to go on");
        return Rewind.FAILED;
      }
      return report(compaction, job);
    }
  }

  /**
   * @return whether the job came to its end
   */
  private static boolean attend(Compaction compaction, LocalJob job, Interrupt interrupt)
      throws Exception {
    long told = System.nanoTime();
    while (!job.awaitEnd(LOOK)) {
      if (interrupt.came()) {
        return false;
      }
      job.newProblem()
          .ifPresent(problem -> System.err.println("rewind: starting over after: " + problem));
      if (System.nanoTime() - told > TELL.toNanos()) {
        told = System.nanoTime();
        System.out.println("  " + progress(compaction));
      }
    }
    return true;
  }

  private static String progress(Compaction compaction) {
    return String.format(
        "looked at %,d of %,d hour buckets; merged %,d files into %,d",
        JobCounters.sum(CompactMetrics.BUCKETS_DONE),
        compaction.size(),
        JobCounters.sum(CompactMetrics.FILES_REPLACED),
        JobCounters.sum(CompactMetrics.FILES_WRITTEN));
  }

  private static int report(Compaction compaction, LocalJob job) throws Exception {
    compaction.report().ifPresent(report -> report.describe().forEach(System.out::println));
    if (job.failure().isEmpty()) {
      return Rewind.DONE;
    }
    System.err.println("rewind: " + Causes.root(job.failure().get()));
    return Rewind.FAILED;
  }
}
