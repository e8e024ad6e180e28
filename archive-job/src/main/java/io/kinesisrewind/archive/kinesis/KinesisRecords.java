package io.kinesisrewind.archive.kinesis;

import io.kinesisrewind.archive.RecordSource;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.List;
import java.util.Properties;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.InitialPosition;

/**
 * Every record of some Kinesis streams, KPL aggregates taken apart. Never ends.
 *
 * <p>This class is all that the rest of the job knows of the connector.
 */
public final class KinesisRecords implements RecordSource {

  private final List<String> streams;
  private final StartPosition start;
  private final ConsumerOptions options;
  private final AwsAccess aws;

  private KinesisRecords(
      List<String> streams, StartPosition start, ConsumerOptions options, AwsAccess aws) {
    this.streams = List.copyOf(streams);
    this.start = start;
    this.options = options;
    this.aws = aws;
  }

  /**
   * @param start for a job without saved state; a restored one goes on where it was
   * @param options checked
   */
  public static KinesisRecords source(
      List<String> streams, StartPosition start, ConsumerOptions options, AwsAccess aws) {
    return new KinesisRecords(streams, start, options, aws);
  }

  /** With enhanced fan-out, registers the consumers that are missing. */
  @Override
  @SuppressWarnings("deprecation") // The consumer is a SourceFunction; see the design for why it.
  public SingleOutputStreamOperator<ArchivedRecord> addTo(StreamExecutionEnvironment env) {
    return env.addSource(
        new ArchivedRecordConsumer(streams, start, properties(), aws, options),
        "read " + String.join(", ", streams),
        JobEnvironment.recordType());
  }

  private Properties properties() {
    Properties properties = aws.kinesisConsumerProperties();
    properties.setProperty(
        ConsumerConfigConstants.STREAM_INITIAL_POSITION, initialPosition(start).name());
    start.instant().ifPresent(instant -> StartTime.set(properties, instant));
    options.fanOutName().ifPresent(name -> FanOutConsumers.use(name, properties));
    set(
        properties,
        ConsumerConfigConstants.SHARD_GETRECORDS_INTERVAL_MILLIS,
        options.pollInterval().toMillis());
    set(properties, ConsumerConfigConstants.SHARD_GETRECORDS_MAX, options.pollBatch());
    set(properties, ConsumerConfigConstants.SHARD_USE_ADAPTIVE_READS, options.adaptiveReads());
    set(
        properties,
        ConsumerConfigConstants.SHARD_DISCOVERY_INTERVAL_MILLIS,
        options.discovery().toMillis());
    return properties;
  }

  private static void set(Properties properties, String key, Object value) {
    properties.setProperty(key, value.toString());
  }

  private static InitialPosition initialPosition(StartPosition start) {
    return start.instant().isPresent()
        ? InitialPosition.AT_TIMESTAMP
        : InitialPosition.TRIM_HORIZON;
  }
}
