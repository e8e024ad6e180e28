package io.kinesisrewind.replay.source.both;

import io.kinesisrewind.replay.plan.PlanTotals;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.ReplaySource;
import io.kinesisrewind.replay.source.archive.split.PlanFiles;
import io.kinesisrewind.replay.source.gate.Gates;
import io.kinesisrewind.replay.source.stream.StreamReaders;
import io.kinesisrewind.replay.source.stream.kinesis.KinesisStream;
import io.kinesisrewind.replay.source.stream.reader.PollSettings;
import io.kinesisrewind.runtime.AwsAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The archive, then what of the stream is not archived yet. */
public final class BothSection implements ReplaySource {

  private final BothPlan plan;
  private final BothSource source;

  private BothSection(BothPlan plan, BothSource source) {
    this.plan = plan;
    this.source = source;
  }

  /**
   * @param stream to look at, while this plans
   * @param planFiles for the parts of the archive's plan that the job does not carry
   * @param overlap how far back what is archived may still be incomplete
   */
  public static BothSection plan(
      Path archive,
      KinesisStream stream,
      Selection selection,
      PlanFiles planFiles,
      Duration overlap,
      AwsAccess aws,
      PollSettings settings)
      throws IOException {
    BothPlan plan = BothPlanner.plan(archive, stream, selection, planFiles, overlap);
    return new BothSection(
        plan, new BothSource(plan, new StreamReaders(aws, selection.streamName(), settings)));
  }

  @Override
  public PlanTotals totals() {
    return PlanTotals.UNKNOWN;
  }

  @Override
  public List<String> describe() {
    return plan.describe();
  }

  /** Without watermarks: what the stream brings may be older than the archive's last. */
  @Override
  public DataStream<Candidate> read(StreamExecutionEnvironment env) {
    Gates.require(env);
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "read archive and stream")
        .uid("read-both")
        .setParallelism(Math.min(plan.maxParallelism(), env.getParallelism()));
  }
}
