package io.kinesisrewind.consumer.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.consumer.GuardedUpdates;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Keeps a table of every order's status from a stream of {@code {"status": "paid"}}, keyed by
 * order; an empty payload deletes an order. The stream may be replayed into itself, or into another
 * stream that the job reads as well, at any time: the table ends as if nothing had happened, or,
 * after an overwriting replay, as that left it.
 *
 * <p>The ends are the caller's: a Kinesis source whose deserializer makes an {@link ArchivedRecord}
 * of each record, and a sink that replaces a row by its key.
 */
public final class OrderStatusJob {

  private static final ObjectMapper JSON = new ObjectMapper();

  private OrderStatusJob() {}

  /**
   * @param records as read, live and replayed ones
   * @param table replaces the order's row; keeps the order of the updates it is given for an order
   */
  public static void define(DataStream<ArchivedRecord> records, Sink<OrderStatus> table) {
    GuardedUpdates.of(records)
        .map(OrderStatusJob::status)
        .returns(Types.POJO(OrderStatus.class))
        .name("read status")
        .uid("read-status")
        // Forward from the guard, all with one parallelism: a key's updates stay in order.
        .sinkTo(table)
        .name("order table")
        .uid("order-table");
  }

  static OrderStatus status(ArchivedRecord record) throws IOException {
    ByteBuffer data = record.getData().duplicate();
    if (!data.hasRemaining()) {
      return new OrderStatus(record.getPartitionKey(), null);
    }
    JsonNode json = JSON.readTree(StandardCharsets.UTF_8.decode(data).toString());
    return new OrderStatus(record.getPartitionKey(), json.path("status").asText());
  }
}
