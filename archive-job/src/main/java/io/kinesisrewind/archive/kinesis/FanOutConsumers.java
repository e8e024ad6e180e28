package io.kinesisrewind.archive.kinesis;

import java.util.List;
import java.util.Properties;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.EFORegistrationType;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.RecordPublisherType;
import org.apache.flink.streaming.connectors.kinesis.util.StreamConsumerRegistrarUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registration of the enhanced fan-out consumers, as the consumer's properties say it.
 *
 * <p>The connector registers eagerly: once, where the job is put together, which on Managed Flink
 * is the job manager. Its other way, lazily, would have every subtask ask Kinesis at each start,
 * and deregister at each end, also that of a failover, while the other subtasks still read.
 */
final class FanOutConsumers {

  private static final Logger LOG = LoggerFactory.getLogger(FanOutConsumers.class);

  private FanOutConsumers() {}

  /** Has the streams read through the consumer of this name. */
  static void use(String name, Properties properties) {
    properties.setProperty(
        ConsumerConfigConstants.RECORD_PUBLISHER_TYPE, RecordPublisherType.EFO.name());
    properties.setProperty(ConsumerConfigConstants.EFO_CONSUMER_NAME, name);
    properties.setProperty(
        ConsumerConfigConstants.EFO_REGISTRATION_TYPE, EFORegistrationType.EAGER.name());
  }

  /**
   * Looks the consumers up anew, and registers those that are gone: after a failure, for which
   * their being gone may be the reason. Does nothing where the streams are polled.
   */
  static void renew(List<String> streams, Properties properties) {
    StreamConsumerRegistrarUtil.eagerlyRegisterStreamConsumers(properties, streams);
  }

  /** Does its best: what stays costs money and breaks nothing. */
  static void deregister(List<String> streams, Properties properties) {
    String name = properties.getProperty(ConsumerConfigConstants.EFO_CONSUMER_NAME);
    Properties owning = new Properties();
    owning.putAll(properties);
    // The connector deregisters only what it registered in its lazy way.
    owning.setProperty(
        ConsumerConfigConstants.EFO_REGISTRATION_TYPE, EFORegistrationType.LAZY.name());
    for (String stream : streams) {
      try {
        StreamConsumerRegistrarUtil.deregisterStreamConsumers(owning, List.of(stream));
        LOG.info("Deregistered the consumer {} of stream {}", name, stream);
      } catch (RuntimeException e) {
        LOG.warn(
            "The consumer {} of stream {} is still registered, and paid for; deregister it with"
                + " aws kinesis deregister-stream-consumer",
            name,
            stream,
            e);
      }
    }
  }
}
