package io.kinesisrewind.replay.select;

import io.kinesisrewind.schemas.ArchivedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * A part of the topology, behind the select step, that leaves records out. It keeps those of each
 * key in their order, and gives its counts in {@link
 * io.kinesisrewind.replay.ledger.CountedOperator#COUNTS}.
 */
@FunctionalInterface
public interface SelectionStep {

  SingleOutputStreamOperator<ArchivedRecord> after(DataStream<ArchivedRecord> records);
}
