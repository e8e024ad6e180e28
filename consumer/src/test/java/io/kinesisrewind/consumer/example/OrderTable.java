package io.kinesisrewind.consumer.example;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A database outside of Flink: what is written is there, whatever becomes of the job. */
final class OrderTable implements Sink<OrderStatus> {

  private static final long serialVersionUID = 1L;

  private static final Map<String, String> ROWS = new ConcurrentHashMap<>();

  static void clear() {
    ROWS.clear();
  }

  /** Status by order. */
  static Map<String, String> rows() {
    return Map.copyOf(ROWS);
  }

  @Override
  @Deprecated
  public SinkWriter<OrderStatus> createWriter(InitContext context) {
    return new Writer();
  }

  @Override
  public SinkWriter<OrderStatus> createWriter(WriterInitContext context) {
    return new Writer();
  }

  private static final class Writer implements SinkWriter<OrderStatus> {

    @Override
    public void write(OrderStatus row, Context context) {
      if (row.getStatus() == null) {
        ROWS.remove(row.getOrder());
      } else {
        ROWS.put(row.getOrder(), row.getStatus());
      }
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
