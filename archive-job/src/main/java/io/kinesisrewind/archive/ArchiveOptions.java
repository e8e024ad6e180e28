package io.kinesisrewind.archive;

import io.kinesisrewind.archive.kinesis.ConsumerOptions;
import io.kinesisrewind.archive.kinesis.StartPosition;
import io.kinesisrewind.archive.parquet.BufferLimits;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsOptions;
import io.kinesisrewind.runtime.JobOptions;
import io.kinesisrewind.runtime.Problems;
import java.time.Duration;
import java.util.List;
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

  @ArgGroup(validate = false, order = 4, heading = "%nThe latest table (<stream>-archive-latest)%n")
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

  @Override
  public void check(Problems problems) {
    read.check(problems);
    consumer.check(problems);
    if (archivesFiles()) {
      files.check(problems);
    }
    if (keepsLatest()) {
      latest.check(problems);
    }
    awsAccess = aws.resolve(problems);
  }

  /** Without repetition, in the order given. */
  public List<String> streams() {
    return read.streams();
  }

  public StartPosition start() {
    return read.start();
  }

  public ConsumerOptions consumer() {
    return consumer;
  }

  public ArchiveMode mode() {
    return read.mode();
  }

  public boolean archivesFiles() {
    return mode().includes(ArchiveMode.Target.PARQUET);
  }

  public boolean keepsLatest() {
    return mode().includes(ArchiveMode.Target.LATEST);
  }

  /** The archive, with a scheme; only where {@link #archivesFiles()}. */
  public Path archive() {
    return files.archive();
  }

  public int keyBuckets() {
    return files.keyBuckets();
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
