package io.kinesisrewind.archive;

import io.kinesisrewind.schemas.ArchivedRecord;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the records come from. Name and uid of the operator are the pipeline's business. */
@FunctionalInterface
public interface RecordSource {

  /** Adds the source to a topology. */
  SingleOutputStreamOperator<ArchivedRecord> addTo(StreamExecutionEnvironment env);
}
