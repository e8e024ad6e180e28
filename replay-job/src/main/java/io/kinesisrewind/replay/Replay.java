package io.kinesisrewind.replay;

import io.kinesisrewind.replay.annotate.Annotate;
import io.kinesisrewind.replay.annotate.AnnotationForm;
import io.kinesisrewind.replay.delivery.TargetSpec;
import io.kinesisrewind.replay.ledger.LedgerOperator;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.select.Select;
import io.kinesisrewind.replay.source.ReplaySource;
import io.kinesisrewind.runtime.UsageException;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One replay from its options to its account, for whoever runs it: {@link #prepare}, then, unless
 * the plan is all that is wanted, {@link #define} and execute, {@link #status} meanwhile, and
 * {@link #failed} where execution ended with an exception.
 */
public final class Replay {

  private final ReplayOptions options;
  private final Selection selection;
  private final ReplaySource source;
  private final StatusFile file;
  private final ReplayStatus started;

  private Replay(ReplayOptions options, Selection selection, ReplaySource source) {
    this.options = options;
    this.selection = selection;
    this.source = source;
    this.file = StatusFile.of(options.archive(), options.replayId());
    this.started =
        ReplayStatus.started(
            options.replayId(),
            options.stream(),
            options.target().map(TargetSpec::toString).orElse(""),
            options.describe(),
            source.totals());
  }

  /**
   * Checks archive and target and finds what to read; writes nothing but, of an archive of very
   * many files and for no dry run, the plan. Flink's file systems must have been initialized where
   * the archive is on S3.
   *
   * @throws io.kinesisrewind.runtime.UsageException with everything that is not as it has to be
   * @throws ReplayFailedException where a file of the archive is broken
   */
  public static Replay prepare(ReplayOptions options) throws IOException {
    Selection selection = Preflight.check(options);
    return new Replay(options, selection, ReplaySources.plan(options, selection));
  }

  public String id() {
    return options.replayId();
  }

  /** What will be read. */
  public ReplaySource source() {
    return source;
  }

  /** Adds the topology to the environment, and writes the status with which the replay starts. */
  public void define(StreamExecutionEnvironment env) throws IOException {
    announce();
    // No step keeps or changes a record that it has passed on.
    env.getConfig().enableObjectReuse();
    // While a target takes nothing, checkpoints time out; that is no reason to start over.
    if (env.getConfiguration()
        .getOptional(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER)
        .isEmpty()) {
      env.getCheckpointConfig().setTolerableCheckpointFailureNumber(Integer.MAX_VALUE);
    }
    ReplayPipeline.define(
        env,
        source,
        new Select(selection),
        options.selectionSteps(),
        annotate(),
        ReplayTargets.of(options),
        new LedgerOperator(file, started, endsWithCheckpoint(env)));
  }

  private static boolean endsWithCheckpoint(StreamExecutionEnvironment env) {
    return env.getCheckpointConfig().isCheckpointingEnabled()
        && env.getConfiguration().get(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH);
  }

  private void announce() {
    try {
      file.write(started);
    } catch (IOException e) {
      throw new UsageException(
          "--archive "
              + options.archive()
              + ": the replay's status cannot be written to "
              + file.path()
              + ": "
              + e.getMessage()
              + "; a replay needs the right to write there");
    }
  }

  /** As far as it is known outside the job: a few seconds old while it runs, final afterwards. */
  public ReplayStatus status() throws IOException {
    return file.read().orElse(started);
  }

  /** Marks the replay as failed; to be called when its execution ended with an exception. */
  public ReplayStatus failed(Throwable failure) throws IOException {
    ReplayStatus failed = status().failed(Failures.reason(failure));
    file.write(failed);
    return failed;
  }

  private Optional<Annotate> annotate() {
    return options.annotationForm() == AnnotationForm.none
        ? Optional.empty()
        : Optional.of(
            new Annotate(options.replayId(), options.annotations(), options.onBadRecord()));
  }
}
