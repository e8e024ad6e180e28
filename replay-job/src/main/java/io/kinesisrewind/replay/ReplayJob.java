package io.kinesisrewind.replay;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.JobEnvironment;
import java.time.Duration;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replay job's entry point on a cluster and on Managed Flink. */
public final class ReplayJob {

  /** A replay ends with a checkpoint; the next one should not be a minute away. */
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ReplayJob.class);

  private ReplayJob() {}

  public static void main(String[] args) throws Exception {
    ReplayOptions options = new ReplayOptions();
    if (!JobArguments.parse(options, "replay", args)) {
      return;
    }
    StreamExecutionEnvironment env = environment();
    Replay replay = Replay.prepare(options, ReplayRun.of(env));
    replay.source().describe().forEach(line -> LOG.info("{}: {}", replay.id(), line));
    if (options.dryRun()) {
      replay.describePlan().forEach(System.out::println);
      return;
    }
    replay.define(env);
    execute(env, replay);
  }

  /** Adds a replay's topology to an environment. */
  public static Replay define(StreamExecutionEnvironment env, ReplayOptions options)
      throws Exception {
    Replay replay = Replay.prepare(options);
    replay.define(env);
    return replay;
  }

  private static StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    Configuration given = Configuration.fromMap(env.getConfiguration().toMap());
    if (!given.contains(CheckpointingOptions.CHECKPOINTING_INTERVAL)) {
      env.enableCheckpointing(CHECKPOINT_INTERVAL.toMillis());
    }
    return JobEnvironment.configure(env);
  }

  private static void execute(StreamExecutionEnvironment env, Replay replay) throws Exception {
    try {
      JobExecutionResult result = env.execute("replay " + replay.id());
      if (result.isJobExecutionResult()) {
        ReplayStatus status = replay.status();
        LOG.info("{} {}: {}", replay.id(), status.state(), status.counts());
        requireCompleted(status);
      }
    } catch (Exception e) {
      ReplayStatus status = replay.failed(e);
      LOG.error("{} {}: {}", replay.id(), status.state(), status.message().orElse(""));
      throw e;
    }
  }

  /** Who attends to the job learns by its exit code that all is well, and by nothing less. */
  private static void requireCompleted(ReplayStatus status) {
    if (status.state() != ReplayState.COMPLETED) {
      throw new ReplayFailedException(
          "The job ended, but the replay " + status.replayId() + " is " + status.state());
    }
  }
}
