package io.kinesisrewind.runtime;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The Flink environment as both jobs want it. What the cluster's configuration says goes first. */
public final class JobEnvironment {

  private static final Duration CHECKPOINT_INTERVAL = Duration.ofMinutes(1);

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
    }
    if (!given.contains(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION)) {
      ours.set(
          CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
          ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }
    if (!given.contains(RestartStrategyOptions.RESTART_STRATEGY)) {
      // Outages of S3, Kinesis or DynamoDB end; an archive job must be there when they do.
      ours.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    }
    env.configure(ours);
    return env;
  }

  /** How an archived record travels between operators. */
  public static TypeInformation<ArchivedRecord> recordType() {
    return new RecordType();
  }
}
