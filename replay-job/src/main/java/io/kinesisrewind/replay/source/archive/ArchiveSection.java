package io.kinesisrewind.replay.source.archive;

import io.kinesisrewind.replay.plan.ArchivePlan;
import io.kinesisrewind.replay.plan.PlanTotals;
import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.ReplaySource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The planned part of an archive. A key is always read by one and the same subtask. */
public final class ArchiveSection implements ReplaySource {

  /** Blocks opened late, beyond the merge's slack, may be behind; nothing else is. */
  private static final Duration DISORDER = Duration.ofSeconds(10);

  private final ArchivePlan plan;
  private final ArchiveSource source;

  /**
   * @throws IOException where the plan cannot be written into the job
   */
  public ArchiveSection(ArchivePlan plan) throws IOException {
    this.plan = plan;
    this.source = ArchiveSource.of(plan);
  }

  @Override
  public PlanTotals totals() {
    return plan.totals();
  }

  @Override
  public List<String> describe() {
    return plan.describe();
  }

  @Override
  public DataStream<Candidate> read(StreamExecutionEnvironment env) {
    return read(env, source, "read archive");
  }

  /** Adds the reading of lanes, whatever their blocks are, to a topology. */
  public static DataStream<Candidate> read(
      StreamExecutionEnvironment env, ArchiveSource source, String name) {
    return env.fromSource(source, WatermarkStrategy.forBoundedOutOfOrderness(DISORDER), name)
        .uid(name.replace(' ', '-'))
        .setParallelism(Math.min(source.maxParallelism(), env.getParallelism()));
  }
}
