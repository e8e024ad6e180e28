package io.kinesisrewind.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:00:00Z,      2026-03-01T10:00:00Z",
    "2026-03-01T10:00:00.123Z,  2026-03-01T10:00:00.123Z",
    "2026-03-01T10:00Z,         2026-03-01T10:00:00Z",
    "2026-03-01T10:00:00+02:00, 2026-03-01T08:00:00Z",
    "2026-03-01T10:00,          2026-03-01T10:00:00Z",
    "2026-03-01,                2026-03-01T00:00:00Z",
    "now,                       2026-11-20T10:00:00Z",
    "now-2h,                    2026-11-20T08:00:00Z",
    "now-PT1H30M,               2026-11-20T08:30:00Z",
    "now+1min,                  2026-11-20T10:01:00Z",
  })
  void times(String text, Instant instant) {
    assertThat(TimeBound.parse(text, NOW).instant()).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "now2h",
        "now-",
        "now-2 parsecs",
        "2026-02-30",
        "10:00",
        "1772000000"
      })
  void noTimes(String text) {
    assertThatThrownBy(() -> TimeBound.parse(text, NOW))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("write for instance");
  }

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "5min, PT5M",
    "2h, PT2H",
    "1d, PT24H",
    "250ms, PT0.25S",
    "PT1H30M, PT1H30M"
  })
  void durations(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5s", "PT-5S", "5 fortnights"})
  void noDurations(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "' is not a length of time");
  }
}
