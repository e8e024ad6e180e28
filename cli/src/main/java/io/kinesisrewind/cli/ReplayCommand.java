package io.kinesisrewind.cli;

import io.kinesisrewind.replay.Replay;
import io.kinesisrewind.replay.ReplayCancelledException;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.Problems;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./rewind replay}: the replay job on a local MiniCluster. */
@Command(name = "replay")
final class ReplayCommand implements Callable<Integer> {

  private static final Duration LOOK = Duration.ofSeconds(1);

  @Mixin private ReplayOptions options = new ReplayOptions();

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
    Replay replay = Replay.prepare(options);
    if (options.dryRun()) {
      replay.describePlan().forEach(System.out::println);
      return Rewind.DONE;
    }
    return run(aws, replay);
  }

  private int run(AwsAccess aws, Replay replay) throws Exception {
    System.out.println("replay " + replay.id() + ": " + replay.source().totals() + " to read");
    replay.source().remarks().forEach(System.out::println);
    try (Interrupt interrupt = Interrupt.listen();
        WorkDirectory work = WorkDirectory.create();
        LocalFlink flink =
            LocalFlink.start(
                aws,
                work.path(),
                replay.parallelism().orElse(local.parallelism()),
                configuration(replay))) {
      StreamExecutionEnvironment env = flink.environment();
      replay.define(env);
      LocalJob job = flink.submit(env, "replay " + replay.id(), null);
      System.out.println("Flink's web page: " + flink.webPage());
      return attend(replay, job, interrupt);
    }
  }

  /** Checkpoints go where whoever resumes the replay finds them. */
  private Map<String, String> configuration(Replay replay) {
    Configuration all = new Configuration();
    all.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, replay.checkpoints().toString());
    all.addAll(Configuration.fromMap(local.configuration()));
    return all.toMap();
  }

  private int attend(Replay replay, LocalJob job, Interrupt interrupt) throws Exception {
    try (Progress progress = Progress.of(replay.source().totals())) {
      while (!interrupt.came() && !job.awaitEnd(LOOK)) {
        progress.show(replay.status());
        job.newProblem()
            .ifPresent(problem -> System.err.println("rewind: starting over after: " + problem));
      }
    }
    if (!interrupt.came()) {
      return report(replay, job.failure());
    }
    job.cancel();
    return report(replay, Optional.of(new ReplayCancelledException("stopped by its user")));
  }

  private int report(Replay replay, Optional<? extends Throwable> failure) throws Exception {
    ReplayStatus status = failure.isEmpty() ? replay.status() : replay.failed(failure.get());
    System.out.println("replay " + replay.id() + ": " + status.state());
    System.out.println(status.counts());
    if (status.state() == ReplayState.COMPLETED) {
      return Rewind.DONE;
    }
    status.message().ifPresent(message -> System.err.println("rewind: " + message));
    System.err.println(
        "Go on with it: ./rewind replay --replays "
            + options.replays().orElseThrow()
            + " --resume "
            + replay.id());
    return Rewind.FAILED;
  }
}
