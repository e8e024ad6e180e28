package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.annotate.AnnotationForm;
import io.kinesisrewind.replay.bad.BadRecords;
import io.kinesisrewind.replay.delivery.TargetSpec;
import io.kinesisrewind.replay.delivery.lambda.GivenOrigin;
import io.kinesisrewind.replay.delivery.lambda.InvokeSettings;
import io.kinesisrewind.replay.failure.Failures;
import io.kinesisrewind.replay.ledger.Claim;
import io.kinesisrewind.replay.pace.PaceLimits;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.select.SelectionStep;
import io.kinesisrewind.replay.source.SourceSpec;
import io.kinesisrewind.replay.source.latest.LatestReading;
import io.kinesisrewind.replay.source.stream.plan.StreamBounds;
import io.kinesisrewind.replay.source.stream.reader.PollSettings;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsOptions;
import io.kinesisrewind.runtime.JobOptions;
import io.kinesisrewind.runtime.Problems;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All options of a replay. */
@Command(
    name = "replay",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Plays a section of a stream back, from its archive or from the stream itself, each partition"
          + " key in its order, and proves that nothing was lost.",
      ""
    },
    footer = {
      "",
      "Examples",
      "  What would the first hour of March be?",
      "    replay --archive s3://bucket/archive --stream orders \\",
      "      --from 2026-03-01T00:00:00Z --to 2026-03-01T01:00:00Z --dry-run",
      "  Into another stream, byte for byte:",
      "    replay --archive s3://bucket/archive --stream orders --from now-2h \\",
      "      --target kinesis:orders-test",
      "  Into the function that missed them, as its event source mapping would have:",
      "    replay --archive s3://bucket/archive --stream orders --from now-2h \\",
      "      --target lambda:order-function:live --batch-size 500",
      "  One customer again, into the stream itself; consumers see _rewind in the payload:",
      "    replay --archive s3://bucket/archive --stream orders --key customer-42 \\",
      "      --target kinesis:orders --overwrite",
      "      --target kinesis:orders --annotation overwrite=true",
      "  What one service wrote that failed, to look into:",
      "    replay --archive s3://bucket/archive --stream orders --from now-1d \\",
      "      --where \"JSON_VALUE(data, '$.status') = 'failed'\" --target file:./failed",
      "  What each customer's record was at noon, without those deleted by then:",
      "    replay --archive s3://bucket/archive --stream customers --to 2026-03-01T12:00:00Z \\",
      "      --compact --tombstone empty --target kinesis:customers-at-noon",
      "  The part of one shard that a consumer missed, to look into:",
      "    replay --archive s3://bucket/archive --stream orders --shard shardId-000000000003 \\",
      "      --after-sequence 4950... --to-sequence 4951... --target file:./missed",
      "  The last two hours of a stream without an archive:",
      "    replay --source stream --stream orders --from now-2h --replays ./replays \\",
      "      --target kinesis:orders-test",
      "  Go on with one that did not come to its end:",
      "    replay --archive s3://bucket/archive --resume replay-20260301T101500Z-1a2b3c"
    })
public final class ReplayOptions implements JobOptions {

  @ArgGroup(validate = false, heading = "%nWhat to replay:%n")
  private SectionOptions section = new SectionOptions();

  @ArgGroup(validate = false, heading = "%nReading a live stream:%n")
  private StreamOptions live = new StreamOptions();

  @ArgGroup(validate = false, heading = "%nWhat a Lambda function could not process:%n")
  private FailureOptions failure = new FailureOptions();

  @ArgGroup(validate = false, heading = "%nFrom the latest table:%n")
  private LatestOptions latest = new LatestOptions();

  @ArgGroup(validate = false, heading = "%nWhich partition keys:%n")
  private KeyOptions keys = new KeyOptions();

  @ArgGroup(validate = false, heading = "%nWhich of their records:%n")
  private RefineOptions refine = new RefineOptions();

  @ArgGroup(validate = false, heading = "%nWhere to:%n")
  private DeliveryOptions delivery = new DeliveryOptions();

  @ArgGroup(validate = false, heading = "%nInto a function:%n")
  private LambdaOptions lambda = new LambdaOptions();

  @ArgGroup(validate = false, heading = "%nWhat to do with bad records:%n")
  private BadRecordOptions badRecords = new BadRecordOptions();

  @ArgGroup(validate = false, heading = "%nHow fast:%n")
  private PaceOptions pace = new PaceOptions();

  @ArgGroup(validate = false, heading = "%nHow:%n")
  private RunOptions run = new RunOptions();

  @ArgGroup(validate = false, heading = "%nAWS:%n")
  private AwsOptions aws = new AwsOptions();

  @Spec private CommandSpec own;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec mixee;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help")
  @SuppressWarnings("UnusedVariable") // picocli's
  private boolean help;

  @Override
  public void check(Problems problems) {
    if (run.resumes()) {
      if (section.hasArchive()) {
        section.checkArchive(problems);
      }
      run.check(section.hasArchive(), problems);
      return; // the rest is known once the replay is found
    }
    section.check(problems);
    live.check(section.source(), problems);
    failure.check(section, problems);
    latest.check(source(), problems);
    keys.check(problems);
    refine.check(problems);
    if (section.stream() != null) {
      delivery.check(section.stream(), run.dryRun(), problems);
    }
    lambda.check(target(), delivery.maxInFlight(), problems);
    badRecords.check(target().filter(TargetSpec::isFile).map(TargetSpec::folder), problems);
    pace.check(delivery.target(), problems);
    run.check(section.hasArchive() || source().readsArchive(), problems);
  }

  public SourceSpec source() {
    return section.source();
  }

  /** Null where the source has none. */
  public Path archive() {
    return section.archive();
  }

  /** Folder of the replays' accounts; empty only in a dry run. */
  public Optional<Path> replays() {
    return run.replays(archive());
  }

  /** What bounds a section of a live stream beside the {@link #selection}. */
  public StreamBounds streamBounds() {
    return new StreamBounds(section.atSequence(), live.recordsPerShard());
  }

  /** How a live stream is read. */
  public PollSettings pollSettings() {
    return live.pollSettings();
  }

  /** How far back what is archived may still be incomplete. */
  public Duration overlap() {
    return live.overlap();
  }

  /** Whether records of a live stream that came through a replay are left out. */
  public boolean leavesOutReplays() {
    return live.leavesOutReplays(section.source());
  }

  /** The stream that is replayed. */
  public String stream() {
    return section.stream();
  }

  /**
   * Reads the messages of {@code --from-failure}, where there are any; from then on {@link #stream}
   * and the selection are what they say.
   *
   * @throws io.kinesisrewind.runtime.UsageException with everything that is wrong with them
   */
  public Optional<Failures> readFailures() {
    Problems problems = new Problems();
    Optional<Failures> failures = failure.read(section.stream(), aws, problems);
    if (failures.isPresent() && section.stream() == null) {
      section.streamIs(failures.get().streamName());
      delivery.check(stream(), run.dryRun(), problems);
    }
    if (!problems.isEmpty()) {
      failures.ifPresent(read -> read.claim().release());
    }
    problems.throwIfAny();
    return failures;
  }

  /** What {@link #readFailures} has read. */
  public Optional<Failures> failures() {
    return failure.failures();
  }

  /** What the replay holds of a queue. */
  public Claim claim() {
    return failures().map(Failures::claim).orElseGet(Claim::none);
  }

  /** Whether messages are to be taken from a queue, which others see again if all fails. */
  public boolean takesFailuresFromQueue() {
    return failure.isQueue();
  }

  /** Whether what is missing in the archive is no reason not to replay the rest. */
  public boolean allowMissing() {
    return failure.allowMissing();
  }

  /** Parts of the latest table that are read by themselves. */
  public int segments() {
    return latest.segments();
  }

  /** How the latest table is read. */
  public LatestReading latestReading(AwsAccess access, Selection selection) {
    return new LatestReading(
        access, selection, archive(), latest.consistent(), latest.maxReadUnits());
  }

  /** As far as the options say it themselves; {@link #readSelection} knows all of it. */
  public Selection selection() {
    return bounds().withKeys(keys.given());
  }

  /**
   * With the keys that are in files.
   *
   * @param problems takes what is wrong with the files
   */
  public Selection readSelection(Problems problems) {
    return bounds().withKeys(keys.read(problems));
  }

  private Selection bounds() {
    return failures()
        .map(read -> section.selection().within(read.ranges()))
        .orElseGet(section::selection);
  }

  /** What leaves out records within the selection, in the order in which it is to be done. */
  public List<SelectionStep> selectionSteps() {
    return refine.steps();
  }

  /** Empty only in a dry run. */
  public Optional<TargetSpec> target() {
    return Optional.ofNullable(delivery.target());
  }

  public AnnotationForm annotationForm() {
    return delivery.annotationForm(stream());
  }

  /** The user's own pairs. */
  public Map<String, String> annotations() {
    return Collections.unmodifiableMap(delivery.annotations());
  }

  /** How a function is invoked. */
  public InvokeSettings invokeSettings() {
    return lambda.settings();
  }

  /** What is said of where a function's events come from. */
  public GivenOrigin eventOrigin() {
    return lambda.origin();
  }

  public BadRecords onBadRecord() {
    return badRecords.action();
  }

  /** Where bad records are to be kept. */
  public Optional<Path> deadLetterFolder() {
    return badRecords.folder();
  }

  public boolean keepHashKeys() {
    return delivery.keepHashKeys();
  }

  /** Records on their way to a stream, per subtask. */
  public int maxInFlight() {
    return delivery.maxInFlight();
  }

  /** PutRecords calls at a time, per subtask. */
  public int concurrentCalls() {
    return delivery.concurrentCalls();
  }

  /** How fast, over all subtasks. */
  public PaceLimits pace() {
    return pace.limits(delivery.target());
  }

  /** Share of each of a target stream's shards, from 0 (no limit) to 1. */
  public double targetUtilization() {
    return pace.utilization(delivery.target());
  }

  public boolean dryRun() {
    return run.dryRun();
  }

  /** Of a million units. */
  public Optional<BigDecimal> putUnitPrice() {
    return run.putUnitPrice();
  }

  public String replayId() {
    return run.replayId();
  }

  /** Whether the replay of this id is to go on. Then only archive and id need to be given. */
  public boolean resumes() {
    return run.resumes();
  }

  /**
   * What was given, beside {@code --replay-id}, {@code --resume} and {@code --dry-run}, as
   * arguments that mean the same at any other time.
   *
   * @return each {@code --name=value}
   */
  public List<String> arguments() {
    return GivenArguments.of(mixee == null ? own : mixee);
  }

  public AwsOptions aws() {
    return aws;
  }

  /** What decides on the outcome, by long option name, for the status object. */
  public Map<String, String> describe() {
    Map<String, String> options = new TreeMap<>();
    section.describe(options);
    live.describe(options);
    failure.describe(options);
    latest.describe(source(), options);
    keys.describe(options);
    refine.describe(options);
    delivery.describe(stream(), options);
    lambda.describe(target(), options);
    badRecords.describe(options);
    pace.describe(options);
    target()
        .filter(target -> target.kind() == TargetSpec.Kind.FILE)
        .ifPresent(target -> options.put("target", "file:" + absolute(target.folder())));
    options.put("replay-id", replayId());
    return options;
  }

  /** A folder that is there ends in a slash; before it was made, it did not. */
  private static String absolute(Path folder) {
    String text = "file".equals(folder.toUri().getScheme()) ? folder.getPath() : folder.toString();
    return text.replaceFirst("(?<=[^/])/$", "");
  }
}
