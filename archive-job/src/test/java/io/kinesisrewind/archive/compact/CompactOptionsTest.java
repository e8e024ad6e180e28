package io.kinesisrewind.archive.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.UsageException;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactOptionsTest {

  @Test
  void defaultsAreAsDocumented() {
    CompactOptions options = parse("--archive", "s3://bucket/archive");

    assertThat(options.archive()).isEqualTo(new Path("s3://bucket/archive"));
    assertThat(options.streams()).isEmpty();
    assertThat(options.from()).isEmpty();
    assertThat(options.to()).isEmpty();
    assertThat(options.closedFor()).isEqualTo(Duration.ofHours(1));
    assertThat(options.minFiles()).isEqualTo(2);
    assertThat(options.blockBytes()).isEqualTo(128 << 20);
    assertThat(options.keepReplaced()).isEqualTo(Duration.ofDays(1));
    assertThat(options.dryRun()).isFalse();
  }

  @Test
  void everyOptionCanBeGiven() {
    CompactOptions options =
        parse(
            "--archive=/data/archive",
            "--stream=a,b",
            "--stream=a,c",
            "--from=2026-03-01T10:00:00Z",
            "--to=2026-03-02",
            "--closed-for=0s",
            "--min-files=5",
            "--block-size=1mb",
            "--keep-replaced=0s",
            "--dry-run=true"); // as from a property group

    assertThat(options.archive()).isEqualTo(new Path("file:///data/archive"));
    assertThat(options.streams()).containsExactly("a", "b", "c");
    assertThat(options.from()).contains(Instant.parse("2026-03-01T10:00:00Z"));
    assertThat(options.to()).contains(Instant.parse("2026-03-02T00:00:00Z"));
    assertThat(options.closedFor()).isZero();
    assertThat(options.minFiles()).isEqualTo(5);
    assertThat(options.blockBytes()).isEqualTo(1 << 20);
    assertThat(options.keepReplaced()).isZero();
    assertThat(options.dryRun()).isTrue();
  }

  @Test
  void everyProblemIsToldAtOnce() {
    assertThatThrownBy(
            () ->
                parse("--min-files=0", "--block-size=1gb", "--from=2026-03-02", "--to=2026-03-01"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--archive: no folder is given")
        .hasMessageContaining("--min-files 0: is too few; write 2 or more")
        .hasMessageContaining("--block-size 1 gb: is out of range; write 1mb to 512mb")
        .hasMessageContaining("--to 2026-03-01: is not after --from 2026-03-02");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--stream=a/b        | --stream 'a/b': is not the name of a stream",
        "--closed-for=-1h    | '-1h' is not a length of time",
        "--keep-replaced=ever| 'ever' is not a length of time",
        "--from=then         | 'then' is not a time",
        "--colour=red        | Unknown option: '--colour=red'; --help lists the options",
      })
  void aProblemNamesOptionAndValue(String argument, String message) {
    assertThatThrownBy(() -> parse("--archive=s3://a/b", argument))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  private static CompactOptions parse(String... args) {
    CompactOptions options = new CompactOptions();
    JobArguments.parse(options, args);
    return options;
  }
}
