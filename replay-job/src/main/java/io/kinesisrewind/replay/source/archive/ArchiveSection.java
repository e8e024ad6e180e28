package io.kinesisrewind.replay.source.archive;

import io.kinesisrewind.replay.plan.ArchivePlan;
import io.kinesisrewind.replay.plan.ArchivePlanner;
import io.kinesisrewind.replay.plan.PlanTotals;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.ReplaySource;
import io.kinesisrewind.replay.source.archive.split.LanePlan;
import io.kinesisrewind.replay.source.archive.split.PlanFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The planned part of an archive. A key is always read by one and the same subtask. */
public final class ArchiveSection implements ReplaySource {

  /** Blocks opened late, beyond the merge's slack, may be behind; nothing else is. */
  private static final Duration DISORDER = Duration.ofSeconds(10);

  private final ArchivePlan plan;
  private final ArchiveSource source;

  private ArchiveSection(ArchivePlan plan, ArchiveSource source) {
    this.plan = plan;
    this.source = source;
  }

  /**
   * Plans it.
   *
   * @param files for the parts of the plan that the job does not carry; needed to read it
   * @throws io.kinesisrewind.replay.ReplayFailedException naming the file, where one cannot be
   *     understood
   */
  public static ArchiveSection plan(Path archive, Selection selection, PlanFiles files)
      throws IOException {
    LanePlan lanes = new LanePlan(selection, files);
    ArchivePlan plan = ArchivePlanner.plan(archive, selection, lanes::addEarlier);
    return new ArchiveSection(plan, ArchiveSource.of(lanes.lanes()));
  }

  @Override
  public PlanTotals totals() {
    return plan.totals();
  }

  @Override
  public List<String> describe() {
    List<String> lines = new ArrayList<>(plan.describe());
    lines.add("lanes     " + source.lanes());
    return lines;
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
