package io.kinesisrewind.archive.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.SimpleDateFormat;
import java.time.Instant;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class StartPositionTest {

  @Test
  void trimHorizonIsNoTime() {
    assertThat(StartPosition.parse("trim-horizon").instant()).isEmpty();
    assertThat(StartPosition.parse("TRIM_HORIZON")).isEqualTo(StartPosition.trimHorizon());
  }

  @Test
  void latestIsTheTimeAtWhichItWasSaid() {
    Instant before = Instant.now();

    Instant latest = StartPosition.parse("latest").instant().orElseThrow();

    assertThat(latest).isBetween(before, Instant.now());
  }

  @Test
  void aTimeIsThatTime() {
    assertThat(StartPosition.parse("2026-03-01T10:00:00.123Z").instant())
        .contains(Instant.parse("2026-03-01T10:00:00.123Z"));
  }

  @Test
  void anythingElseIsToldWithExamples() {
    assertThatThrownBy(() -> StartPosition.parse("newest"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'newest' is not a start")
        .hasMessageContaining("trim-horizon, latest");
  }

  @Property
  void theConsumerReadsTheTimeToTheMillisecond(
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long millis) throws Exception {
    Properties properties = new Properties();

    StartTime.set(properties, Instant.ofEpochMilli(millis));

    // The two lines by which the connector reads it.
    SimpleDateFormat format =
        new SimpleDateFormat(
            properties.getProperty(ConsumerConfigConstants.STREAM_TIMESTAMP_DATE_FORMAT));
    String time = properties.getProperty(ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP);
    assertThat(format.parse(time).toInstant()).isEqualTo(Instant.ofEpochMilli(millis));
  }
}
