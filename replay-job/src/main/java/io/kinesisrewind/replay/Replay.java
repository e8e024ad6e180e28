package io.kinesisrewind.replay;

import io.kinesisrewind.replay.annotate.Annotate;
import io.kinesisrewind.replay.bad.BadRecordHandler;
import io.kinesisrewind.replay.bad.DeadLetters;
import io.kinesisrewind.replay.bad.Prepare;
import io.kinesisrewind.replay.control.Resumption;
import io.kinesisrewind.replay.control.WatchedLedger;
import io.kinesisrewind.replay.delivery.ReplayTarget;
import io.kinesisrewind.replay.delivery.TargetSpec;
import io.kinesisrewind.replay.estimate.Estimate;
import io.kinesisrewind.replay.ledger.LedgerOperator;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.select.Select;
import io.kinesisrewind.replay.source.ReplaySource;
import io.kinesisrewind.runtime.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One replay from its options to its account, for whoever runs it: {@link #prepare}, then, unless
 * the plan is all that is wanted, {@link #define} and execute, {@link #status} meanwhile, and
 * {@link #failed} where execution ended with an exception.
 */
public final class Replay {

  private final ReplayOptions options;
  private final Optional<Resumption> earlier;
  private final Selection selection;
  private final ReplaySource source;
  private final ReplayBooks books;

  private Replay(
      ReplayOptions options,
      Optional<Resumption> earlier,
      String run,
      Selection selection,
      ReplaySource source) {
    this.options = options;
    this.earlier = earlier;
    this.selection = selection;
    this.source = source;
    this.books =
        new ReplayBooks(file(), run, earlier.map(Resumption::status).orElseGet(this::begun));
  }

  /**
   * Checks archive and target and finds what to read; writes nothing. Flink's file systems must
   * have been initialized where the archive is on S3.
   *
   * @throws io.kinesisrewind.runtime.UsageException with everything that is not as it has to be
   * @throws ReplayFailedException where a file of the archive is broken
   */
  public static Replay prepare(ReplayOptions options) throws IOException {
    return prepare(options, ReplayRun.random());
  }

  static Replay prepare(ReplayOptions given, String run) throws IOException {
    Optional<Resumption> earlier =
        given.resumes() ? Optional.of(resumption(given, run)) : Optional.empty();
    ReplayOptions options = earlier.map(Resumption::options).orElse(given);
    options.readFailures();
    boolean prepared = false;
    try {
      Selection selection = new Preflight(options).check(earlier.isEmpty(), run);
      ReplaySource source = ReplaySources.plan(options, selection);
      prepared = !options.dryRun();
      return new Replay(options, earlier, run, selection, source);
    } finally {
      if (!prepared) {
        options.claim().release();
      }
    }
  }

  private static Resumption resumption(ReplayOptions given, String run) {
    try {
      return Resumption.of(given, run);
    } catch (IOException e) {
      Path replays = given.replays().orElseThrow();
      throw new UsageException("--replays " + replays + ": " + Preflight.cannotBeRead(replays, e));
    }
  }

  /** Null in a dry run without a place for it. */
  private StatusFile file() {
    return options.replays().map(folder -> StatusFile.in(folder, options.replayId())).orElse(null);
  }

  private ReplayStatus begun() {
    return ReplayStatus.started(
        options.replayId(),
        options.stream(),
        options.target().map(TargetSpec::toString).orElse(""),
        options.describe(),
        source.totals());
  }

  public String id() {
    return options.replayId();
  }

  /** What will be read. */
  public ReplaySource source() {
    return source;
  }

  /** What a dry run prints, line by line: the plan, and what it asks of the target. */
  public List<String> describePlan() {
    List<String> lines = new ArrayList<>(source.describe());
    lines.addAll(Estimate.describe(source.totals(), options));
    return lines;
  }

  /** Where checkpoints go, unless Flink's configuration says otherwise: found by who resumes it. */
  public Path checkpoints() {
    return books.file().checkpoints();
  }

  /** Of the job that is to go on; empty for a new one. */
  public Optional<Integer> parallelism() {
    return earlier.map(resumption -> resumption.execution().parallelism());
  }

  /** Adds the topology to the environment, and writes the status with which the replay starts. */
  public void define(StreamExecutionEnvironment env) throws IOException {
    ReplayTarget target = ReplayTargets.of(options);
    String checkpoints = ReplayEnvironment.configure(env, checkpoints());
    if (earlier.isPresent()) {
      earlier.get().restore(env);
    }
    books.begin(options, env.getParallelism(), checkpoints);
    ReplayPipeline.define(
        env,
        source,
        new Select(selection, options.onBadRecord(), options.leavesOutReplays()),
        options.selectionSteps(),
        new Prepare(annotate(), target, new BadRecordHandler(options.onBadRecord())),
        ReplayTargets.pace(options),
        target,
        options.deadLetterFolder().map(folder -> new DeadLetters(folder, options.replayId())),
        new WatchedLedger(
            new LedgerOperator(
                books.file(), books.atStart(), endsWithCheckpoint(env), options.claim()),
            books.file(),
            books.run()));
    books.announce();
  }

  private static boolean endsWithCheckpoint(StreamExecutionEnvironment env) {
    return env.getCheckpointConfig().isCheckpointingEnabled()
        && env.getConfiguration().get(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH);
  }

  /** As far as it is known outside the job: a few seconds old while it runs, final afterwards. */
  public ReplayStatus status() throws IOException {
    return books.status();
  }

  /**
   * Marks the replay as failed, or cancelled where that is why; to be called when its execution
   * ended with an exception.
   */
  public ReplayStatus failed(Throwable failure) throws IOException {
    options.claim().release();
    return books.close(failure);
  }

  private Annotate annotate() {
    return new Annotate(options.annotationForm(), options.replayId(), options.annotations());
  }
}
