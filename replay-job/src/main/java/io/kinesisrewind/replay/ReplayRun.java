package io.kinesisrewind.replay;

import java.util.UUID;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Names one execution of a replay; one that is resumed has several. */
final class ReplayRun {

  private ReplayRun() {}

  static String random() {
    return UUID.randomUUID().toString();
  }

  /**
   * In application mode with high availability, and so on Managed Flink, a job's main runs again
   * when its job manager is replaced, while the job goes on under the id it was given beforehand.
   */
  static String of(StreamExecutionEnvironment env) {
    return env.getConfiguration()
        .getOptional(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID)
        .orElseGet(ReplayRun::random);
  }
}
