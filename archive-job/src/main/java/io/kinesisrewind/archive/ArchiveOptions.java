package io.kinesisrewind.archive;

import io.kinesisrewind.archive.kinesis.ConsumerOptions;
import io.kinesisrewind.archive.kinesis.StartPosition;
import io.kinesisrewind.archive.latest.Tombstone;
import io.kinesisrewind.archive.parquet.BufferLimits;
import io.kinesisrewind.archive.parquet.Compression;
import io.kinesisrewind.archive.preflight.StreamPlans;
import io.kinesisrewind.archive.streams.StreamPlan;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsOptions;
import io.kinesisrewind.runtime.JobOptions;
import io.kinesisrewind.runtime.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The archive job's options: as arguments, or as the Managed Flink property group {@code archive}.
 * Their defaults are the fields' initial values in {@link ReadOptions}, {@link ConsumerOptions},
 * {@link FileOptions} and {@link LatestOptions}.
 */
@Command(
    name = "archive",
    sortOptions = false,
    abbreviateSynopsis = true,
    header =
        "Archives Kinesis streams: every record as Parquet, the latest of each key in DynamoDB.",
    description = {
      "",
      "Runs until it is stopped. Files become visible with each checkpoint, every record exactly"
          + " once; stop the job with a savepoint and everything read so far is there."
    },
    footer = {
      "",
      "Example:",
      "  archive --stream orders --archive s3://my-archive/kinesis --create-tables",
      "",
      "On Managed Flink the same options are the runtime property group 'archive': stream = orders,"
          + " archive = s3://..., a second stream as stream.2."
    })
public final class ArchiveOptions implements JobOptions {

  @ArgGroup(validate = false, order = 1, heading = "%nWhat to read, and what to keep of it%n")
  private ReadOptions read = new ReadOptions();

  @ArgGroup(validate = false, order = 2, heading = "%nHow to read%n")
  private ConsumerOptions consumer = new ConsumerOptions();

  @ArgGroup(validate = false, order = 3, heading = "%nThe archive%n")
  private FileOptions files = new FileOptions();

  @ArgGroup(
      validate = false,
      order = 4,
      heading = "%nThe tables (<stream>-archive-latest, <stream>-archive-all)%n")
  private LatestOptions latest = new LatestOptions();

  @ArgGroup(validate = false, order = 5, heading = "%nAWS%n")
  private AwsOptions aws = new AwsOptions();

  @Option(
      names = {"-h", "--help"},
      order = 6,
      usageHelp = true,
      description = "Print this help")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  private AwsAccess awsAccess;
  private StreamPlan plan;

  @Override
  public void check(Problems problems) {
    read.check(problems);
    consumer.check(problems);
    if (mayInclude(ArchiveMode.Target.PARQUET)) {
      files.check(problems);
    }
    if (mayInclude(ArchiveMode.Target.LATEST)) {
      latest.check(problems);
    }
    awsAccess = aws.resolve(problems);
  }

  /** What each stream's tags say is only known when Kinesis has been asked. */
  private boolean mayInclude(ArchiveMode.Target target) {
    return read.mode().map(mode -> mode.includes(target)).orElse(true);
  }

  /** All that are archived; where there are prefixes, this asks Kinesis, see {@link #plan()}. */
  public List<String> streams() {
    return read.prefixes().isEmpty() ? read.streams() : plan().streams();
  }

  /** Without repetition, in the order given. */
  public List<String> namedStreams() {
    return read.streams();
  }

  /** Every stream is archived whose name begins with one of these. */
  public List<String> streamPrefixes() {
    return read.prefixes();
  }

  /**
   * Which streams are archived, and how each: these options, completed by what the streams are
   * tagged with. Asks Kinesis the first time, and is the same from then on.
   *
   * @throws io.kinesisrewind.runtime.UsageException where there is a problem with any
   */
  public StreamPlan plan() {
    Problems problems = new Problems();
    StreamPlan found = plan(problems);
    problems.throwIfAny();
    return found;
  }

  /** The same, reporting problems; a stream that has one is planned as if it had no tags. */
  public StreamPlan plan(Problems problems) {
    if (plan == null) {
      int before = problems.messages().size();
      StreamPlan found = StreamPlans.resolve(this, problems);
      if (problems.messages().size() > before) {
        return found;
      }
      plan = found;
    }
    return plan;
  }

  public StartPosition start() {
    return read.start();
  }

  public ConsumerOptions consumer() {
    return consumer;
  }

  /** Of every stream, whatever its tags say. */
  public Optional<ArchiveMode> mode() {
    return read.mode();
  }

  /** Of every stream's items in DynamoDB, whatever its tags say. */
  public Optional<Duration> ttl() {
    return read.ttl();
  }

  /** The archive, with a scheme; only where a stream may be archived as Parquet. */
  public Path archive() {
    return files.archive();
  }

  public int keyBuckets() {
    return files.keyBuckets();
  }

  public Compression compression() {
    return files.compression();
  }

  public BufferLimits bufferLimits() {
    return files.bufferLimits();
  }

  public boolean archivesReplayed() {
    return files.archivesReplayed();
  }

  public Duration coalesce() {
    return latest.coalesce();
  }

  /** Which records delete their key. */
  public Tombstone tombstone() {
    return latest.tombstone();
  }

  public boolean createsTables() {
    return latest.createsTables();
  }

  /** Known once the options are checked. */
  public AwsAccess aws() {
    if (awsAccess == null) {
      throw new IllegalStateException("The options have not been checked");
    }
    return awsAccess;
  }
}
