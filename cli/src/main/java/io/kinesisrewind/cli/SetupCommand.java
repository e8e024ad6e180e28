package io.kinesisrewind.cli;

import io.kinesisrewind.archive.ArchiveMode;
import io.kinesisrewind.archive.tables.ArchiveTable;
import io.kinesisrewind.archive.tables.Capacity;
import io.kinesisrewind.cli.setup.Questions;
import io.kinesisrewind.cli.setup.StreamSetup;
import io.kinesisrewind.cli.setup.Wanted;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsOptions;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.runtime.UsageException;
import java.io.Console;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code ./rewind setup}: a stream's tags, and its tables. */
@Command(
    name = "setup",
    description = {
      "Say, in a stream's own tags, what the archive job keeps of it, and create the DynamoDB tables"
          + " for that. Run again, it changes what differs. On a terminal it asks for what is"
          + " missing."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Never deletes a table, nor data. An archive job reads the tags when it is started, and its",
      "options --mode and --ttl go before them.",
      "",
      "Examples:",
      "  ./rewind setup orders",
      "  ./rewind setup orders --mode parquet+latest --ttl none",
      "  ./rewind setup orders --mode parquet+latest+all --ttl 30d --read-units 5 --write-units 50"
    })
final class SetupCommand implements Callable<Integer> {

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

  @Override
  public Integer call() {
    Console console = System.console();
    return run(console == null ? null : prompt -> console.readLine("%s", prompt));
  }

  /**
   * @param terminal null where nobody is there to be asked
   */
  int run(Questions.Terminal terminal) {
    AwsAccess access = check(terminal != null);
    StreamSetup setup = new StreamSetup(access, stream, System.out::println);
    Map<String, String> tags = setup.tags();
    Questions questions = new Questions(terminal);
    boolean asked = mode == null || (ttl == null && hasTables(mode));
    Wanted wanted = wanted(questions, tags);
    if (asked && !yes && !questions.confirmed("Set " + stream + " up for " + wanted + "?")) {
      System.err.println("rewind: nothing is done");
      return Rewind.FAILED;
    }
    setup.run(wanted, tags, capacity());
    System.out.println("An archive job that runs now takes this up when it is started again.");
    return Rewind.DONE;
  }

  private AwsAccess check(boolean canAsk) {
    Problems problems = new Problems();
    TableOptions.checkStream(stream, problems);
    if (!canAsk && mode == null) {
      problems.add("--mode: is missing; say what to keep, for instance --mode parquet+latest");
    }
    if (!canAsk && ttl == null && (mode == null || hasTables(mode))) {
      problems.add("--ttl: is missing; give a time such as 30d, or none to keep records for ever");
    }
    checkTtl(problems);
    checkCapacity(problems);
    AwsAccess access = aws.resolve(problems);
    problems.throwIfAny();
    return access;
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

  private Wanted wanted(Questions questions, Map<String, String> tags) {
    ArchiveMode kept = mode == null ? questions.mode(tags) : mode;
    Optional<Duration> given = ttl == null ? Optional.empty() : Wanted.ttl(ttl);
    if (!hasTables(kept) && given.isPresent()) {
      throw new UsageException(nothingToExpire(kept));
    }
    return new Wanted(kept, ttl == null && hasTables(kept) ? questions.ttl(tags) : given);
  }

  private String nothingToExpire(ArchiveMode kept) {
    return "--ttl " + ttl + ": nothing expires in mode " + kept + ", without a table; leave it out";
  }

  private Capacity capacity() {
    return readUnits == null ? Capacity.onDemand() : Capacity.provisioned(readUnits, writeUnits);
  }

  private static boolean hasTables(ArchiveMode mode) {
    return !ArchiveTable.of(mode).isEmpty();
  }
}
