package io.kinesisrewind.replay.source.gate;

import io.kinesisrewind.runtime.Problems;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What a job has to be like for a {@link GatedEnumerator} to work. */
public final class Gates {

  private Gates() {}

  /**
   * @throws io.kinesisrewind.runtime.UsageException where the job takes no checkpoints, for none
   *     would open a gate; or unaligned ones, whose barriers overtake the records before them
   */
  public static void require(StreamExecutionEnvironment env) {
    CheckpointConfig checkpoints = env.getCheckpointConfig();
    Problems problems = new Problems();
    problems.require(
        checkpoints.isCheckpointingEnabled(),
        CheckpointingOptions.CHECKPOINTING_INTERVAL.key(),
        0,
        "shards are read one after the other with checkpoints between them; give an interval, for"
            + " instance 10 s");
    problems.require(
        !checkpoints.isUnalignedCheckpointsEnabled(),
        CheckpointingOptions.ENABLE_UNALIGNED.key(),
        true,
        "what a shard gave has to be behind each checkpoint's barrier before the next shard is"
            + " read; set it to false");
    problems.throwIfAny();
  }
}
