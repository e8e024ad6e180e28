package io.kinesisrewind.replay.delivery;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.Serializable;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The end of the pipeline. */
public interface ReplayTarget extends Serializable {

  /**
   * Whether the target can take a record at all, asked of each before {@link #deliver}.
   *
   * @return why it cannot, as the end of a sentence that begins with the record; empty where it can
   */
  default Optional<String> refuses(ArchivedRecord record) {
    return Optional.empty();
  }

  /**
   * Delivers the records, those of each partition key in their order.
   *
   * @return what counts the deliveries, in {@link
   *     io.kinesisrewind.replay.ledger.CountedOperator#COUNTS}; records that turn out to be
   *     undeliverable, where they are to be kept, in {@link
   *     io.kinesisrewind.replay.bad.DeadLetter#TAG}
   */
  SingleOutputStreamOperator<?> deliver(DataStream<ArchivedRecord> records);
}
