package io.kinesisrewind.replay.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.runtime.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceOptionsTest {

  @Test
  void aStreamIsUsedToFourFifthsAndAFileAsFastAsPossible() {
    assertThat(options("kinesis:s").targetUtilization()).isEqualTo(0.8);
    assertThat(options("kinesis:s").pace().isUnlimited()).isFalse();
    assertThat(options("kinesis:s", "--target-utilization", "0").pace().isUnlimited()).isTrue();
    assertThat(options("file:/out").pace().isUnlimited()).isTrue();
    assertThat(options("file:/out", "--speed", "0").pace().isUnlimited()).isTrue();
    assertThat(options("file:/out", "--max-bytes-per-second", "2mb").pace().isUnlimited())
        .isFalse();
  }

  @Test
  void whatWasAskedForIsInTheStatus() {
    assertThat(options("file:/out", "--speed", "10", "--longest-gap", "1min").describe())
        .containsEntry("speed", "10.0")
        .containsEntry("longest-gap", "PT1M")
        .doesNotContainKey("max-records-per-second");
  }

  @ParameterizedTest
  @CsvSource({
    "file:/out, --speed -1, --speed -1.0: write a factor",
    "file:/out, --speed NaN, --speed NaN: write a factor",
    "file:/out, --longest-gap 1min, --longest-gap PT1M: only --speed waits for gaps",
    "file:/out, --max-records-per-second 0, --max-records-per-second 0.0: write a number above 0",
    "file:/out, --max-records-per-second Infinity, write a number above 0",
    "file:/out, --max-bytes-per-second 0, write a size above 0",
    "kinesis:s, --target-utilization 80, --target-utilization 80.0: write a share",
    "kinesis:s, --target-utilization NaN, write a share",
    "file:/out, --target-utilization 0.5, only a stream has shards; for file:/out use"
  })
  void whatCannotBeIsToldWithItsRemedy(String target, String arguments, String message) {
    assertThatThrownBy(() -> options(target, arguments.split(" ")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  private static ReplayOptions options(String target, String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("--archive", "/archive", "--stream", "s2", "--target", target));
    all.addAll(List.of(arguments));
    return TestReplay.options(all);
  }
}
