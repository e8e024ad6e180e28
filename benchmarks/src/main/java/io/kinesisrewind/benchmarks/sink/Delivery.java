package io.kinesisrewind.benchmarks.sink;

import io.kinesisrewind.replay.delivery.kinesis.KinesisTarget;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.net.URI;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * How records get into the stream: both ways with as many calls at a time, of as many entries, over
 * HTTP/1.1, and after the same exchange by key. Flink's own sink may hold as many records in its
 * buffer as ours has under way in all, and those in its calls besides.
 */
enum Delivery {
  /** The replay job's, as it is. */
  ORDERED {
    @Override
    void add(DataStream<ArchivedRecord> records, String stream, String region, URI endpoint) {
      new KinesisTarget(
              new AwsAccess(region, endpoint, null, null),
              stream,
              RECORD_KIB,
              true,
              RECORDS_UNDER_WAY,
              CALLS)
          .deliver(records);
    }
  },

  /** Flink's own sink. */
  UNORDERED {
    @Override
    void add(DataStream<ArchivedRecord> records, String stream, String region, URI endpoint) {
      records
          .keyBy(ArchivedRecord::getPartitionKey, Types.STRING)
          .sinkTo(
              KinesisStreamsSink.<ArchivedRecord>builder()
                  .setStreamArn(arn(region, stream))
                  .setKinesisClientProperties(client(region, endpoint))
                  .setSerializationSchema(Delivery::data)
                  .setPartitionKeyGenerator(ArchivedRecord::getPartitionKey)
                  .setMaxBatchSize(CALL_ENTRIES)
                  .setMaxInFlightRequests(CALLS)
                  .setMaxBufferedRequests(RECORDS_UNDER_WAY)
                  .setMaxTimeInBufferMS(LINGER_MILLIS)
                  .build())
          .name("put to " + stream)
          .uid("put");
    }
  };

  private static final int RECORD_KIB = 1024;

  /** The replay job's defaults. */
  private static final int RECORDS_UNDER_WAY = 2_000;

  private static final int CALLS = 4;
  private static final int CALL_ENTRIES = 500;
  private static final long LINGER_MILLIS = 5;

  /** Lets records of numbers in order, by key, into the stream. */
  abstract void add(DataStream<ArchivedRecord> records, String stream, String region, URI endpoint);

  private static Properties client(String region, URI endpoint) {
    Properties properties = new Properties();
    properties.setProperty("aws.region", region);
    properties.setProperty("aws.endpoint", endpoint.toString());
    properties.setProperty("aws.http.protocol.version", "HTTP1_1");
    return properties;
  }

  private static String arn(String region, String stream) {
    return "arn:aws:kinesis:" + region + ":" + Sandbox.ACCOUNT + ":stream/" + stream;
  }

  private static byte[] data(ArchivedRecord record) {
    byte[] data = new byte[record.getData().remaining()];
    record.getData().duplicate().get(data);
    return data;
  }
}
