package io.kinesisrewind.cli;

import io.kinesisrewind.cli.setup.Questions;
import io.kinesisrewind.cli.setup.StreamSetup;
import io.kinesisrewind.cli.setup.Wanted;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private SetupOptions options = new SetupOptions();

  @Override
  public Integer call() {
    Optional<Questions> questions = questions();
    Problems problems = new Problems();
    AwsAccess aws = options.check(questions.isPresent(), problems);
    problems.throwIfAny();
    StreamSetup setup = new StreamSetup(aws, options.stream(), System.out::println);
    Map<String, String> tags = setup.tags();
    Wanted wanted = options.wanted(tags, questions);
    if (options.isOpen() && !options.goesAhead() && !confirmed(wanted, questions.orElseThrow())) {
      System.err.println("rewind: nothing is done");
      return Rewind.FAILED;
    }
    setup.run(wanted, tags, options.capacity());
    System.out.println("An archive job that runs now takes this up when it is started again.");
    return Rewind.DONE;
  }

  private boolean confirmed(Wanted wanted, Questions questions) {
    return questions.confirmed("Set " + options.stream() + " up for " + wanted + "?");
  }

  /** The script has looked for a terminal; what System.console() means depends on the JDK. */
  private static Optional<Questions> questions() {
    return Boolean.getBoolean("rewind.interactive")
        ? Optional.of(Questions.onTerminal())
        : Optional.empty();
  }
}
