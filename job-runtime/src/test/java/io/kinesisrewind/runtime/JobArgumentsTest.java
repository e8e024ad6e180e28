package io.kinesisrewind.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class JobArgumentsTest {

  @Command(name = "sample", mixinStandardHelpOptions = true)
  static final class SampleOptions implements JobOptions {
    @Option(names = "--key")
    List<String> keys = List.of();

    @Option(names = "--every")
    Duration every = Duration.ofSeconds(1);

    @Option(names = "--size")
    MemorySize size = MemorySize.ofMebiBytes(64);

    @Option(names = "--from")
    TimeBound from;

    @Option(names = "--dry-run")
    boolean dryRun;

    @Override
    public void check(Problems problems) {
      problems.require(
          every.toMillis() > 0,
          "--every",
          "0s",
          "must be longer than nothing; write for instance 1s");
      problems.require(
          size.getBytes() > 0, "--size", size, "must not be 0; write for instance 1mb");
    }
  }

  private final SampleOptions options = new SampleOptions();

  @Test
  void fieldsAreTheDefaults() {
    assertThat(JobArguments.parse(options, new String[0])).isTrue();
    assertThat(options.every).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.keys).isEmpty();
  }

  @Test
  void readsArguments() {
    JobArguments.parse(
        options,
        new String[] {
          "--key", "a,b", "--key=c", "--every", "PT2M", "--size", "1gb", "--from", "2026-03-01"
        });

    assertThat(options.keys).containsExactly("a,b", "c");
    assertThat(options.every).isEqualTo(Duration.ofMinutes(2));
    assertThat(options.size).isEqualTo(MemorySize.ofMebiBytes(1024));
    assertThat(options.from.instant()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
  }

  @Test
  void readsAPropertyGroup() {
    Properties properties = new Properties();
    properties.setProperty("key", "a b");
    properties.setProperty("key.2", "--c=d");
    properties.setProperty("dry-run", "true");

    JobArguments.parse(
        options, JobArguments.fromProperties(Map.of("sample", properties), "sample"));

    assertThat(options.keys).containsExactly("a b", "--c=d");
    assertThat(options.dryRun).isTrue();
  }

  @Test
  void aMissingGroupHasNoArguments() {
    assertThat(JobArguments.fromProperties(Map.of(), "sample")).isEmpty();
  }

  @Test
  void reportsAllThatDoesNotParse() {
    assertThatThrownBy(
            () ->
                JobArguments.parse(
                    options,
                    new String[] {
                      "--colour=red", "--every", "soon", "--size", "much", "--from", "yesterday"
                    }))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("Unknown option: '--colour=red'")
        .hasMessageContaining("'--every'")
        .hasMessageContaining("'soon' is not a length of time")
        .hasMessageContaining("'much' is not a size")
        .hasMessageContaining("'yesterday' is not a time");
  }

  @Test
  void reportsAllThatDoesNotGoTogether() {
    assertThatThrownBy(
            () -> JobArguments.parse(options, new String[] {"--every", "0s", "--size", "0b"}))
        .isInstanceOfSatisfying(UsageException.class, e -> assertThat(e.problems()).hasSize(2))
        .hasMessageContaining("--every 0s: must be longer");
  }

  @Test
  void helpIsNotARun() {
    assertThat(JobArguments.parse(options, new String[] {"--help"})).isFalse();
  }
}
