package io.kinesisrewind.replay.source.stream;

import io.kinesisrewind.replay.plan.PlanTotals;
import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.ReplaySource;
import io.kinesisrewind.replay.source.gate.Gates;
import io.kinesisrewind.replay.source.stream.plan.StreamPlan;
import io.kinesisrewind.replay.source.stream.reader.PollSettings;
import io.kinesisrewind.runtime.AwsAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The planned part of a stream. A shard is read by one subtask, and after its parents. */
public final class StreamSection implements ReplaySource {

  /** Kinesis promises no accuracy of arrival times; seconds would be an incident of theirs. */
  private static final Duration DISORDER = Duration.ofSeconds(10);

  private final StreamPlan plan;
  private final StreamSource source;

  /**
   * @throws IOException where the plan cannot be written into the job
   */
  public StreamSection(StreamPlan plan, AwsAccess aws, PollSettings settings) throws IOException {
    this.plan = plan;
    this.source =
        new StreamSource(new StreamReaders(aws, plan.streamName(), settings), plan.shards());
  }

  @Override
  public PlanTotals totals() {
    return PlanTotals.UNKNOWN;
  }

  @Override
  public List<String> describe() {
    return plan.describe();
  }

  /**
   * Without watermarks where shards wait for others: what they bring may be older than the rest.
   * Where more shards may come than are planned, all subtasks that the job has take part.
   */
  @Override
  public DataStream<Candidate> read(StreamExecutionEnvironment env) {
    if (plan.hasLineage()) {
      Gates.require(env);
    }
    return env.fromSource(
            source,
            plan.hasLineage()
                ? WatermarkStrategy.noWatermarks()
                : WatermarkStrategy.forBoundedOutOfOrderness(DISORDER),
            "read stream")
        .uid("read-stream")
        .setParallelism(Math.max(1, Math.min(mostShards(), env.getParallelism())));
  }

  private int mostShards() {
    return plan.isLive() ? Integer.MAX_VALUE : plan.shards().size();
  }
}
