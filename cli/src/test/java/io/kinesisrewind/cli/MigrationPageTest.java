package io.kinesisrewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.runtime.JobArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the page on other tools names of ours is there, in the command for which it is named. */
class MigrationPageTest {

  private static final Path PAGE = Path.of(System.getProperty("rewind.root"), "docs/migration.md");

  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

  /** In front of options that are not replay's. */
  private static final Pattern COMMAND = Pattern.compile("([a-z]+) --.*");

  private final Map<String, CommandLine> commands =
      JobArguments.configure(new CommandLine(new Rewind())).getSubcommands();

  @Test
  void everyOptionOfOursIsThere() throws IOException {
    Set<String> missing = new TreeSet<>();
    int options = 0;
    for (String code : codeOfOurs()) {
      Matcher command = COMMAND.matcher(code);
      String name = command.matches() ? command.group(1) : "replay";
      Matcher option = OPTION.matcher(code);
      while (option.find()) {
        options++;
        if (!has(name, option.group())) {
          missing.add(option.group());
        }
      }
    }

    assertThat(options).isGreaterThan(80);
    assertThat(missing).isEmpty();
  }

  /** Whatever is in code, but for the tables' first column, which is theirs. */
  private static List<String> codeOfOurs() throws IOException {
    List<String> codes = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      String ours = line.startsWith("|") ? line.substring(line.indexOf('|', 1)) : line;
      String[] parts = (" " + ours + " ").split("`", -1);
      for (int i = 1; i < parts.length; i += 2) {
        codes.add(parts[i]);
      }
    }
    return codes;
  }

  private boolean has(String command, String option) {
    CommandLine of = commands.get(command);
    return option.equals("--help")
        || (of != null && of.getCommandSpec().findOption(option) != null);
  }
}
