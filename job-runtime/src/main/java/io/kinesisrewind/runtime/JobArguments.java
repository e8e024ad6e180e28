package io.kinesisrewind.runtime;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.MemorySize;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ParseResult.GroupMatch;

/**
 * Fills a job's options from command-line arguments or, where there are none, from the Managed
 * Flink runtime property group named after the job. A property's key is the option's long name
 * without dashes; an option that may be repeated takes further values under {@code name.2}, {@code
 * name.3}.
 */
public final class JobArguments {

  private JobArguments() {}

  /**
   * For a job's main.
   *
   * @param group name of the job and of its property group
   * @return whether the job is to run; false where only its help was asked for, which is printed
   * @throws UsageException with every problem there is
   */
  public static boolean parse(JobOptions options, String group, String[] args) {
    return parse(options, args.length > 0 ? args : fromProperties(managedFlinkProperties(), group));
  }

  /** As a job's main does, from these arguments alone. */
  public static boolean parse(JobOptions options, String... args) {
    CommandLine command = configure(new CommandLine(options));
    ParseResult result = command.parseArgs(args);
    if (result.isUsageHelpRequested()) {
      command.usage(new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8));
      return false;
    }
    check(result, options);
    return true;
  }

  /** Whether this is Managed Flink, and the application has a property group of this name. */
  public static boolean isConfigured(String group) {
    return managedFlinkProperties().containsKey(group);
  }

  /** How every command of ours parses: the same types, and all errors collected. */
  public static CommandLine configure(CommandLine command) {
    collectErrors(command);
    return command
        .registerConverter(Duration.class, Durations::parse)
        .registerConverter(TimeBound.class, TimeBound::parse)
        .registerConverter(MemorySize.class, JobArguments::parseSize)
        .setUsageHelpWidth(100)
        .setUsageHelpAutoWidth(true)
        .setAbbreviatedOptionsAllowed(false);
  }

  private static void collectErrors(CommandLine command) {
    command.getCommandSpec().parser().collectErrors(true);
    command.getSubcommands().values().forEach(JobArguments::collectErrors);
  }

  /**
   * Reports what parsing found and what the options find in themselves, together.
   *
   * @throws UsageException where there is anything
   */
  public static void check(ParseResult result, JobOptions options) {
    Problems problems = new Problems();
    result.errors().forEach(error -> problems.add(message(error)));
    checkRepetition(result, problems);
    if (problems.isEmpty()) {
      options.check(problems);
    }
    problems.throwIfAny();
  }

  /**
   * Outside of argument groups, picocli itself reports an option given twice. In a group, the
   * second begins the group anew, and all that was set in it before is lost without a word.
   */
  private static void checkRepetition(ParseResult result, Problems problems) {
    for (ArgGroupSpec group : result.commandSpec().argGroups()) {
      List<GroupMatch> matches =
          result.findMatches(group).stream()
              .flatMap(container -> container.matches().stream())
              .collect(Collectors.toList());
      group.allOptionsNested().stream()
          .filter(option -> matches.stream().filter(m -> isIn(m, option)).count() > 1)
          .forEach(option -> problems.add(option.longestName() + ": is given twice; give it once"));
    }
  }

  private static boolean isIn(GroupMatch match, OptionSpec option) {
    return !match.matchedValues(option).isEmpty();
  }

  /** A property group as arguments. Visible for tests; {@code parse} does it. */
  static String[] fromProperties(Map<String, Properties> groups, String group) {
    Properties properties = groups.getOrDefault(group, new Properties());
    List<String> args = new ArrayList<>();
    Map<String, String> sorted = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> sorted.put(key, properties.getProperty(key)));
    sorted.forEach((key, value) -> args.add("--" + key.replaceFirst("\\.\\d+$", "") + "=" + value));
    return args.toArray(new String[0]);
  }

  private static Map<String, Properties> managedFlinkProperties() {
    try {
      return KinesisAnalyticsRuntime.getApplicationProperties();
    } catch (NoClassDefFoundError e) {
      return Map.of(); // a Flink cluster other than Managed Flink
    } catch (IOException e) {
      throw new UsageException("The runtime properties cannot be read: " + e.getMessage());
    }
  }

  /** A parsing error in the words that the user gets. */
  public static String message(Exception error) {
    String message = error.getMessage();
    if (error instanceof ParameterException && message.startsWith("Unknown option")) {
      return message + "; --help lists the options";
    }
    return message;
  }

  private static MemorySize parseSize(String text) {
    try {
      return MemorySize.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(
          "'" + text + "' is not a size; write for instance 64mb or 1gb");
    }
  }
}
