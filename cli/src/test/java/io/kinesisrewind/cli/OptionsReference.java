package io.kinesisrewind.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The options page, made from the same definitions as {@code --help}. */
final class OptionsReference {

  private static final String HEAD =
      """
      # Options

      Made from the commands' own definitions; a test keeps it current
      (`mvn -q verify -pl cli -am -Drewind.update-docs` writes it anew).

      The jobs `archive`, `compact` and `replay` take the same options as command-line arguments and as the Managed
      Flink runtime property group of their name: the key is the long name without dashes, a flag's
      value is `true`, an option that may be repeated goes on as `name.2`, `name.3`. What `./rewind` adds
      for the local run (*on this machine*) is not an option of the job.

      Times are ISO-8601 (`2026-03-01T10:00:00Z`; UTC where no zone is given), a date, or relative
      (`now-2h`). Lengths of time are written `30s`, `5min`, `2h` or `PT1H30M`, sizes `64mb` or `1gb`.
      """;

  private OptionsReference() {}

  static String markdown(CommandLine root) {
    return HEAD
        + root.getSubcommands().values().stream()
            .map(command -> section(command.getCommandSpec()))
            .collect(Collectors.joining());
  }

  private static String section(CommandSpec command) {
    List<ArgGroupSpec> groups = command.argGroups();
    List<OptionSpec> grouped = groups.stream().flatMap(g -> g.allOptionsNested().stream()).toList();
    Stream<OptionSpec> loose = command.options().stream().filter(o -> !grouped.contains(o));
    return "\n## "
        + command.name()
        + "\n\n"
        + about(command.usageMessage())
        + "\n"
        + table("", Stream.concat(command.positionalParameters().stream(), loose))
        + groups.stream()
            .map(group -> table(heading(group), group.allOptionsNested().stream()))
            .collect(Collectors.joining());
  }

  private static String about(UsageMessageSpec usage) {
    return Stream.of(usage.header(), usage.description())
        .flatMap(Stream::of)
        .filter(line -> !line.isBlank())
        .collect(Collectors.joining(" "));
  }

  private static String heading(ArgGroupSpec group) {
    return "\n### " + group.heading().replace("%n", "").replaceAll(":$", "") + "\n";
  }

  private static String table(String heading, Stream<? extends ArgSpec> options) {
    return heading
        + "\n| option | meaning |\n|---|---|\n"
        + options
            .filter(option -> !isHelp(option) && !option.hidden())
            .map(OptionsReference::row)
            .sorted()
            .collect(Collectors.joining());
  }

  private static boolean isHelp(ArgSpec option) {
    return option instanceof OptionSpec named && (named.usageHelp() || named.versionHelp());
  }

  private static String name(ArgSpec option) {
    if (option instanceof OptionSpec named) {
      return named.longestName() + (option.arity().max() == 0 ? "" : " " + option.paramLabel());
    }
    return option.paramLabel();
  }

  private static String row(ArgSpec option) {
    return "| `"
        + name(option)
        + "` | "
        + String.join(" ", option.description())
            .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValueString()))
            .replace("${COMPLETION-CANDIDATES}", candidates(option))
            .replace("%%", "%")
            .replace("%n", " ")
            .replace("|", "\\|")
        + (option.required() ? ". **Required.**" : "")
        + " |\n";
  }

  private static String candidates(ArgSpec option) {
    return option.completionCandidates() == null
        ? ""
        : String.join(", ", option.completionCandidates());
  }
}
