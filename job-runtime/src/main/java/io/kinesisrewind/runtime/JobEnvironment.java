package io.kinesisrewind.runtime;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Flink environment as both jobs want it. What the cluster's configuration says goes first;
 * what it leaves open is set here:
 *
 * <ul>
 *   <li>A checkpoint a minute, as on Managed Flink, with a pause between two: each makes files, and
 *       smaller ones the more there are.
 *   <li>Checkpoints stay when a job is cancelled, so that it can go on.
 *   <li>Restarts without end, at growing intervals: outages of S3, Kinesis or DynamoDB end, and an
 *       archive job must be there when they do.
 * </ul>
 *
 * Not set, as Flink's own defaults suit: state on the heap (positions of shards, names of files:
 * kilobytes, so that RocksDB would only cost), and aligned checkpoints (unaligned ones would carry
 * the records under way in the state).
 */
public final class JobEnvironment {

  private static final Duration CHECKPOINT_INTERVAL = Duration.ofMinutes(1);
  private static final Duration CHECKPOINT_PAUSE = Duration.ofSeconds(10);

  private JobEnvironment() {}

  /** The environment that Flink hands to a job's main. */
  public static StreamExecutionEnvironment create() {
    return configure(StreamExecutionEnvironment.getExecutionEnvironment());
  }

  /** Sets what the environment's configuration leaves open, and forbids forgotten uids. */
  public static StreamExecutionEnvironment configure(StreamExecutionEnvironment env) {
    Configuration given = Configuration.fromMap(env.getConfiguration().toMap());
    Configuration ours = new Configuration();
    ours.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    if (!given.contains(CheckpointingOptions.CHECKPOINTING_INTERVAL)) {
      ours.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
      // Goes with this interval; a shorter one it would stretch.
      setDefault(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, CHECKPOINT_PAUSE, given, ours);
    }
    setDefault(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION,
        given,
        ours);
    setDefault(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay", given, ours);
    env.configure(ours);
    return env;
  }

  private static <T> void setDefault(
      ConfigOption<T> option, T value, Configuration given, Configuration ours) {
    if (!given.contains(option)) {
      ours.set(option, value);
    }
  }

  /** How an archived record travels between operators. */
  public static TypeInformation<ArchivedRecord> recordType() {
    return new RecordType();
  }
}
