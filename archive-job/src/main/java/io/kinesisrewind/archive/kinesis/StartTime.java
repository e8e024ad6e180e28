package io.kinesisrewind.archive.kinesis;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

/** A start time in the consumer's properties, to the millisecond, which is as fine as Kinesis. */
final class StartTime {

  /** What the consumer parses with, a SimpleDateFormat. */
  private static final String PARSED_AS = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneOffset.UTC);

  private StartTime() {}

  static void set(Properties properties, Instant instant) {
    properties.setProperty(ConsumerConfigConstants.STREAM_TIMESTAMP_DATE_FORMAT, PARSED_AS);
    properties.setProperty(
        ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP, FORMAT.format(instant));
  }
}
