package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.annotate.AnnotationForm;
import io.kinesisrewind.replay.annotate.BadRecords;
import io.kinesisrewind.replay.delivery.TargetSpec;
import io.kinesisrewind.replay.failure.Failures;
import io.kinesisrewind.replay.ledger.Claim;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.select.SelectionStep;
import io.kinesisrewind.replay.source.SourceSpec;
import io.kinesisrewind.replay.source.latest.LatestReading;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsOptions;
import io.kinesisrewind.runtime.JobOptions;
import io.kinesisrewind.runtime.Problems;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** All options of a replay. */
@Command(
    name = "replay",
    sortOptions = false,
    description = {
      "Plays a section of an archive back, each partition key in its order, and proves that nothing"
          + " was lost.",
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
      "  One customer again, into the stream itself; consumers see _rewind in the payload:",
      "    replay --archive s3://bucket/archive --stream orders --key customer-42 \\",
      "      --target kinesis:orders --annotation overwrite=true",
      "  What each customer's record was at noon, without those deleted by then:",
      "    replay --archive s3://bucket/archive --stream customers --to 2026-03-01T12:00:00Z \\",
      "      --compact --tombstone empty --target kinesis:customers-at-noon",
      "  The part of one shard that a consumer missed, to look into:",
      "    replay --archive s3://bucket/archive --stream orders --shard shardId-000000000003 \\",
      "      --after-sequence 4950... --to-sequence 4951... --target file:./missed"
    })
public final class ReplayOptions implements JobOptions {

  @ArgGroup(validate = false, heading = "%nWhat to replay:%n")
  private SectionOptions section = new SectionOptions();

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

  @ArgGroup(validate = false, heading = "%nHow:%n")
  private RunOptions run = new RunOptions();

  @ArgGroup(validate = false, heading = "%nAWS:%n")
  private AwsOptions aws = new AwsOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help")
  @SuppressWarnings("UnusedVariable") // picocli's
  private boolean help;

  @Override
  public void check(Problems problems) {
    section.check(problems);
    failure.check(section, problems);
    latest.check(source(), problems);
    keys.check(problems);
    refine.check(problems);
    if (section.stream() != null) {
      delivery.check(section.stream(), run.dryRun(), problems);
    }
    run.check(problems);
  }

  public SourceSpec source() {
    return section.source();
  }

  public Path archive() {
    return section.archive();
  }

  /** The archived stream. */
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

  public BadRecords onBadRecord() {
    return delivery.onBadRecord();
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

  public boolean dryRun() {
    return run.dryRun();
  }

  public String replayId() {
    return run.replayId();
  }

  public AwsOptions aws() {
    return aws;
  }

  /** What decides on the outcome, by long option name, for the status object. */
  public Map<String, String> describe() {
    Map<String, String> options = new TreeMap<>();
    section.describe(options);
    failure.describe(options);
    latest.describe(source(), options);
    keys.describe(options);
    refine.describe(options);
    delivery.describe(stream(), options);
    options.put("replay-id", replayId());
    return options;
  }
}
