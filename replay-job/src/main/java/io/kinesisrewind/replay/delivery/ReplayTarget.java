package io.kinesisrewind.replay.delivery;

import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.Serializable;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The end of the pipeline. */
public interface ReplayTarget extends Serializable {

  /**
   * Delivers the records, those of each partition key in their order.
   *
   * @return what was delivered, counted
   */
  DataStream<Counts> deliver(DataStream<ArchivedRecord> records);
}
