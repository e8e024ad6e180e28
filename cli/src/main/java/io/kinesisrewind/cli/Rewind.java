package io.kinesisrewind.cli;

import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.UsageException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/**
 * Entry point of {@code ./rewind}: picks the command, turns problems into messages and exit codes.
 */
@Command(
    name = "rewind",
    description = "Archive an Amazon Kinesis stream for ever, and play any part of it back.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      ProduceCommand.class,
      SetupCommand.class,
      ArchiveCommand.class,
      CompactCommand.class,
      ReplayCommand.class,
      ReplaysCommand.class,
      LatestCommand.class,
      HistoryCommand.class,
      ScanCommand.class
    },
    footer = {
      "",
      "Region, credentials and endpoints follow the AWS SDK's conventions (AWS_REGION,",
      "AWS_PROFILE, AWS_ENDPOINT_URL_KINESIS, ...). Exit codes: 0 done, 2 usage, 1 failed.",
      "Start with: ./rewind demo"
    })
public final class Rewind {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  private static final Logger LOG = LoggerFactory.getLogger(Rewind.class);

  private final OutputStream out;

  Rewind() {
    this(System.out);
  }

  private Rewind(OutputStream out) {
    this.out = out;
  }

  /** For data. */
  OutputStream out() {
    return out;
  }

  public static void main(String[] args) {
    // Flink's S3 plugin is built on version 1 of the SDK, whose notices are of no use to our user.
    System.setProperty("aws.java.v1.disableDeprecationAnnouncement", "true");
    LogManager.getLogManager().reset();
    // Not System.out, which keeps to itself that a disk is full or a pipe closed.
    System.exit(run(new FileOutputStream(FileDescriptor.out), args));
  }

  static int run(String... args) {
    return run(System.out, args);
  }

  /**
   * @param out where data goes
   */
  static int run(OutputStream out, String... args) {
    CommandLine command = JobArguments.configure(new CommandLine(new Rewind(out)));
    return command
        .setExecutionStrategy(Rewind::execute)
        .setExecutionExceptionHandler((e, cmd, result) -> report(e, cmd))
        .execute(args);
  }

  private static int execute(ParseResult result) {
    Integer help = CommandLine.executeHelpRequest(result);
    if (help != null) {
      return help;
    }
    List<String> problems =
        Stream.iterate(result, r -> r != null, ParseResult::subcommand)
            .flatMap(r -> r.errors().stream())
            .map(JobArguments::message)
            .distinct()
            .toList();
    if (!problems.isEmpty()) {
      return usage(problems, last(result).commandSpec().commandLine());
    }
    if (!result.hasSubcommand()) {
      result.commandSpec().commandLine().usage(System.err);
      return USAGE;
    }
    return new CommandLine.RunLast().execute(result);
  }

  private static int report(Exception e, CommandLine command) {
    if (e instanceof UsageException usage) {
      return usage(usage.problems(), command);
    }
    LOG.error("{} failed", command.getCommandName(), e);
    PrintWriter err = command.getErr();
    err.println("rewind: " + Causes.root(e));
    err.println("The log has the details: " + System.getProperty("rewind.log"));
    return FAILED;
  }

  private static int usage(List<String> problems, CommandLine command) {
    PrintWriter err = command.getErr();
    problems.forEach(problem -> err.println("rewind: " + problem));
    err.println("See ./" + command.getCommandSpec().qualifiedName() + " --help");
    return USAGE;
  }

  private static ParseResult last(ParseResult result) {
    return result.hasSubcommand() ? last(result.subcommand()) : result;
  }
}
