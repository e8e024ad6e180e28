package io.kinesisrewind.replay.source;

import io.kinesisrewind.replay.plan.PlanTotals;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A bounded section of recorded history: planned, and not read yet. */
public interface ReplaySource {

  /** How much there is to read, as far as that can be known before. */
  PlanTotals totals();

  /** What a dry run prints, line by line. */
  List<String> describe();

  /** What a user should know even where it is not a dry run; nothing, mostly. */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * Adds the reading to a topology. Event time is a record's arrival.
   *
   * <p>The records of a partition key leave in the order of their positions. Where a key moves from
   * one subtask to another, a checkpoint has been completed in between: what the first one gave is
   * then behind every exchange, and cannot be overtaken.
   *
   * @return every row read, at a parallelism of its own
   */
  DataStream<Candidate> read(StreamExecutionEnvironment env);
}
