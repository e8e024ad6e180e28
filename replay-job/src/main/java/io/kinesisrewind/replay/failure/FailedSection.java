package io.kinesisrewind.replay.failure;

import io.kinesisrewind.replay.plan.PlanTotals;
import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.ReplaySource;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The part of an archive that failed batches are in. */
public final class FailedSection implements ReplaySource {

  private final ReplaySource section;
  private final ArchivedBatches batches;

  public FailedSection(ReplaySource section, ArchivedBatches batches) {
    this.section = section;
    this.batches = batches;
  }

  @Override
  public PlanTotals totals() {
    return section.totals();
  }

  @Override
  public List<String> describe() {
    List<String> lines = new ArrayList<>(section.describe());
    lines.addAll(batches.remarks());
    return lines;
  }

  @Override
  public List<String> remarks() {
    return batches.remarks();
  }

  @Override
  public DataStream<Candidate> read(StreamExecutionEnvironment env) {
    return section.read(env);
  }
}
