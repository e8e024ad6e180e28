package io.kinesisrewind.replay;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What a replay wants of Flink; what Flink's configuration says goes first. */
final class ReplayEnvironment {

  private ReplayEnvironment() {}

  /**
   * @param ownCheckpoints for checkpoints, where the configuration names no place
   * @return where they go
   */
  static String configure(StreamExecutionEnvironment env, Path ownCheckpoints) {
    // No step keeps or changes a record that it has passed on.
    env.getConfig().enableObjectReuse();
    Configuration given = Configuration.fromMap(env.getConfiguration().toMap());
    // While a target takes nothing, checkpoints time out; that is no reason to start over.
    if (!given.contains(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER)) {
      env.getCheckpointConfig().setTolerableCheckpointFailureNumber(Integer.MAX_VALUE);
    }
    if (!given.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)) {
      Configuration ours = new Configuration();
      ours.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, ownCheckpoints.toString());
      env.configure(ours);
      return ownCheckpoints.toString();
    }
    return given.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
  }
}
