package io.kinesisrewind.cli;

import io.kinesisrewind.archive.ArchiveMode;
import io.kinesisrewind.archive.tables.ArchiveTable;
import io.kinesisrewind.archive.tables.Capacity;
import io.kinesisrewind.cli.setup.Questions;
import io.kinesisrewind.cli.setup.Wanted;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsOptions;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.runtime.UsageException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** What is wanted of a stream; what is not given can be asked for. */
final class SetupOptions {

  @Parameters(paramLabel = "STREAM", description = "The stream; it has to exist")
  private String stream;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = ArchiveMode.Converter.class,
      description = {
        "What to keep: parquet (every record, in files), latest (the latest of each key, in"
            + " DynamoDB), all (every record, in DynamoDB), or some of them as in parquet+latest"
      })
  private ArchiveMode mode;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      description = {
        "How long after its arrival a record stays in DynamoDB, for instance 30d; none for ever"
      })
  private String ttl;

  @Option(
      names = "--read-units",
      paramLabel = "N",
      description = {
        "Read capacity of each table that is created (default: on demand; a table that is there"
            + " keeps what it has)"
      })
  private Long readUnits;

  @Option(
      names = "--write-units",
      paramLabel = "N",
      description = "Write capacity; goes with --read-units")
  private Long writeUnits;

  @Option(names = "--yes", description = "Do not ask whether to go ahead")
  private boolean yes;

  @ArgGroup(validate = false, order = 10, heading = "%nAWS:%n")
  private AwsOptions aws = new AwsOptions();

  String stream() {
    return stream;
  }

  /** Whether something is left to be asked. */
  boolean isOpen() {
    return mode == null || (ttl == null && hasTables(mode));
  }

  boolean goesAhead() {
    return yes;
  }

  /** Of the tables that are created. */
  Capacity capacity() {
    return readUnits == null ? Capacity.onDemand() : Capacity.provisioned(readUnits, writeUnits);
  }

  /**
   * @param mayAsk whether somebody is there to be asked for what is missing
   */
  AwsAccess check(boolean mayAsk, Problems problems) {
    TableOptions.checkStream(stream, problems);
    if (!mayAsk && mode == null) {
      problems.add("--mode: is missing; say what to keep, for instance --mode parquet+latest");
    }
    if (!mayAsk && ttl == null && isOpen()) {
      problems.add("--ttl: is missing; give a time such as 30d, or none to keep records for ever");
    }
    checkTtl(problems);
    checkCapacity(problems);
    return aws.resolve(problems);
  }

  /**
   * The whole of it.
   *
   * @param tags that the stream has
   * @param questions asked only where {@link #isOpen()}
   */
  Wanted wanted(Map<String, String> tags, Optional<Questions> questions) {
    ArchiveMode kept = mode == null ? questions.orElseThrow().mode(tags) : mode;
    Optional<Duration> given = ttl == null ? Optional.empty() : Wanted.ttl(ttl);
    if (!hasTables(kept) && given.isPresent()) {
      throw new UsageException(nothingToExpire(kept));
    }
    boolean asks = ttl == null && hasTables(kept);
    return new Wanted(kept, asks ? questions.orElseThrow().ttl(tags) : given);
  }

  private void checkTtl(Problems problems) {
    try {
      if (ttl != null && Wanted.ttl(ttl).isPresent() && mode != null && !hasTables(mode)) {
        problems.add(nothingToExpire(mode));
      }
    } catch (TypeConversionException e) {
      problems.add("--ttl: " + e.getMessage());
    }
  }

  private void checkCapacity(Problems problems) {
    if ((readUnits == null) != (writeUnits == null)) {
      problems.add("--read-units and --write-units: give both, or neither for on demand");
    }
    problems.require(
        readUnits == null || readUnits >= 1, "--read-units", readUnits, "must be 1 or more");
    problems.require(
        writeUnits == null || writeUnits >= 1, "--write-units", writeUnits, "must be 1 or more");
  }

  private String nothingToExpire(ArchiveMode kept) {
    return "--ttl " + ttl + ": nothing expires in mode " + kept + ", without a table; leave it out";
  }

  private static boolean hasTables(ArchiveMode mode) {
    return !ArchiveTable.of(mode).isEmpty();
  }
}
