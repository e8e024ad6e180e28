package io.kinesisrewind.replay.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.runtime.JobArguments;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class GivenArgumentsTest {

  private static final String[] GIVEN = {
    "--archive",
    "/a",
    "--stream=s",
    "--key",
    "a b",
    "--key=c",
    "--from",
    "2026-02-28",
    "--to=now-1s",
    "--compact",
    "--annotation",
    "k=v",
    "--annotation=l=w",
    "--annotate=json",
    "--target=file:/out",
    "--replay-id=x"
  };

  @Test
  void whatWasGivenCanBeGivenAgain() {
    ReplayOptions options = new ReplayOptions();
    JobArguments.parse(options, GIVEN);
    ReplayOptions again = new ReplayOptions();
    JobArguments.parse(again, options.arguments().toArray(new String[0]));

    assertThat(options.arguments())
        .contains("--key=a b", "--key=c", "--compact=true", "--annotation=k=v", "--annotation=l=w")
        .contains("--from=2026-02-28T00:00:00Z")
        .contains("--to=" + options.describe().get("to"))
        .doesNotContain("--replay-id=x", "--to=now-1s");
    assertThat(again.arguments()).isEqualTo(options.arguments());
    assertThat(again.describe()).containsAllEntriesOf(without("replay-id", options.describe()));
  }

  @Test
  void theLatestIsATimeOnceItIsKnown() {
    ReplayOptions options = new ReplayOptions();
    JobArguments.parse(
        options,
        "--source=stream",
        "--stream=s",
        "--from=latest",
        "--to=2999-03-01",
        "--target=file:/out",
        "--replays=/r");
    assertThat(options.beginsAtLatest()).isTrue();
    assertThat(options.selection().from()).isEmpty();
    assertThat(options.describe()).containsEntry("from", "latest");

    options.beginsAt(Instant.parse("2026-03-01T10:00:00Z"));

    assertThat(options.beginsAtLatest()).isFalse();
    assertThat(options.selection().from()).contains(Instant.parse("2026-03-01T10:00:00Z"));
    assertThat(options.describe()).containsEntry("from", "2026-03-01T10:00:00Z");
    assertThat(options.arguments())
        .contains("--from=2026-03-01T10:00:00Z", "--to=2999-03-01T00:00:00Z");
  }

  @Test
  void aFolderIsToldInFullSinceItIsSomewhereElseSeenFromElsewhere(
      @TempDir java.nio.file.Path there) {
    ReplayOptions thereAlready = new ReplayOptions();
    JobArguments.parse(thereAlready, "--archive=a", "--stream=s", "--target=file:" + there);
    assertThat(thereAlready.describe()).containsEntry("target", "file:" + there);

    ReplayOptions options = new ReplayOptions();
    JobArguments.parse(options, "--archive=a", "--stream=s", "--target=file:./out");

    assertThat(options.describe())
        .containsEntry("target", "file:" + java.nio.file.Path.of("out").toAbsolutePath());
  }

  @Test
  void theCommandLinesOwnOptionsAreNotTheReplays() {
    CommandLine command = JobArguments.configure(new CommandLine(new Mixed()));
    command.parseArgs("--archive=/a", "--parallelism=3", "--stream=s", "--resume=x");
    Mixed mixed = command.getCommand();

    assertThat(mixed.options.arguments()).isEqualTo(List.of("--archive=/a", "--stream=s"));
  }

  private static java.util.Map<String, String> without(
      String name, java.util.Map<String, String> all) {
    java.util.Map<String, String> rest = new java.util.HashMap<>(all);
    rest.remove(name);
    return rest;
  }

  @Command(name = "mixed")
  static final class Mixed implements Callable<Integer> {
    @Mixin private ReplayOptions options = new ReplayOptions();

    @Option(names = "--parallelism")
    private int parallelism;

    @Override
    public Integer call() {
      return parallelism;
    }
  }
}
