package io.kinesisrewind.archive.kinesis;

import io.kinesisrewind.archive.RecordSource;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.InitialPosition;

/**
 * Every record of some Kinesis streams, KPL aggregates taken apart, by polling. Never ends.
 *
 * <p>This class is all that the rest of the job knows of the connector.
 */
public final class KinesisRecords implements RecordSource {

  private final List<String> streams;
  private final StartPosition start;
  private final Properties properties;

  private KinesisRecords(List<String> streams, StartPosition start, Properties properties) {
    this.streams = List.copyOf(streams);
    this.start = start;
    this.properties = properties;
  }

  /**
   * @param start for a job without saved state; a restored one goes on where it was
   * @param pollInterval between two reads of one shard; Kinesis allows five a second
   */
  public static KinesisRecords source(
      List<String> streams, StartPosition start, Duration pollInterval, AwsAccess aws) {
    Properties properties = aws.kinesisConsumerProperties();
    properties.setProperty(
        ConsumerConfigConstants.STREAM_INITIAL_POSITION, initialPosition(start).name());
    start.instant().ifPresent(instant -> StartTime.set(properties, instant));
    properties.setProperty(
        ConsumerConfigConstants.SHARD_GETRECORDS_INTERVAL_MILLIS,
        Long.toString(pollInterval.toMillis()));
    return new KinesisRecords(streams, start, properties);
  }

  @Override
  @SuppressWarnings("deprecation") // The consumer is a SourceFunction; see the design for why it.
  public SingleOutputStreamOperator<ArchivedRecord> addTo(StreamExecutionEnvironment env) {
    return env.addSource(
        new ArchivedRecordConsumer(streams, start, properties),
        "read " + String.join(", ", streams),
        JobEnvironment.recordType());
  }

  private static InitialPosition initialPosition(StartPosition start) {
    return start.instant().isPresent()
        ? InitialPosition.AT_TIMESTAMP
        : InitialPosition.TRIM_HORIZON;
  }
}
