package io.kinesisrewind.replay.options;

import io.kinesisrewind.runtime.TimeBound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What a user gave, as arguments that mean the same at any other time. */
final class GivenArguments {

  /** About the run, not about what it is to do. */
  private static final Set<String> OF_THE_RUN = Set.of("--resume", "--replay-id", "--dry-run");

  private GivenArguments() {}

  /**
   * @param command that has parsed the options, maybe among others of its own
   * @return each {@code --name=value}
   */
  static List<String> of(CommandSpec command) {
    ParseResult result = command.commandLine().getParseResult();
    Set<String> ours =
        new CommandLine(new ReplayOptions())
            .getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .collect(Collectors.toSet());
    List<String> arguments = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      String name = option.longestName();
      if (ours.contains(name) && !OF_THE_RUN.contains(name) && result.hasMatchedOption(option)) {
        values(option).forEach(value -> arguments.add(name + "=" + value));
      }
    }
    return arguments;
  }

  private static List<String> values(OptionSpec option) {
    if (option.arity().max() == 0) {
      return List.of("true"); // a flag
    }
    return isTime(option)
        ? option.typedValues().stream().map(GivenArguments::fixed).collect(Collectors.toList())
        : option.originalStringValues();
  }

  private static boolean isTime(ArgSpec option) {
    return option.type() == TimeBound.class || option.type() == FromBound.class;
  }

  /** {@code now-2h} meant a time when it was given. */
  private static String fixed(Object time) {
    return time instanceof FromBound
        ? ((FromBound) time).instant().map(Instant::toString).orElseGet(time::toString)
        : ((TimeBound) time).instant().toString();
  }
}
