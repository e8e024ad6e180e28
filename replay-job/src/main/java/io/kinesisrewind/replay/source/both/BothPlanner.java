package io.kinesisrewind.replay.source.both;

import io.kinesisrewind.replay.plan.ArchivePlan;
import io.kinesisrewind.replay.plan.ArchivePlanner;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.split.LanePlan;
import io.kinesisrewind.replay.source.archive.split.PlanFiles;
import io.kinesisrewind.replay.source.stream.kinesis.KinesisStream;
import io.kinesisrewind.replay.source.stream.plan.StreamPlan;
import io.kinesisrewind.replay.source.stream.plan.StreamPlanner;
import io.kinesisrewind.runtime.Problems;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/**
 * Plans archive and stream together. The order is what makes it right: how far the archive is, is
 * looked up before the files are listed that will be read, and both before the stream is asked for
 * the cuts; so what comes in between is in the stream's part, and in no file of the plan.
 */
final class BothPlanner {

  private BothPlanner() {}

  /**
   * @param planFiles for the parts of the archive's plan that the job does not carry
   * @param overlap how far back what is archived may still be incomplete
   * @throws io.kinesisrewind.runtime.UsageException where records may be missing in between
   */
  static BothPlan plan(
      Path archive,
      KinesisStream stream,
      Selection selection,
      PlanFiles planFiles,
      Duration overlap)
      throws IOException {
    StreamDescriptionSummary summary = stream.summary();
    Instant horizon = stream.time().minus(Duration.ofHours(summary.retentionPeriodHours()));
    ArchivedShards archived =
        ArchivedShards.find(
            archive, Selection.of(selection.streamName()).arrivedBetween(horizon, null));
    checkNoGap(summary, horizon, archived, selection);
    LanePlan lanes = new LanePlan(selection, planFiles);
    ArchivePlan files = ArchivePlanner.plan(archive, selection, lanes::addEarlier);
    Map<String, String> cuts = new HashMap<>();
    StreamPlan shards =
        StreamPlanner.plan(
            stream,
            selection,
            (chosen, lineage) -> {
              Cuts found = Cuts.find(stream, chosen, lineage, archived, overlap);
              cuts.putAll(found.cuts());
              return found.starts();
            });
    return new BothPlan(files, lanes.lanes(), shards, cuts);
  }

  private static void checkNoGap(
      StreamDescriptionSummary summary,
      Instant horizon,
      ArchivedShards archived,
      Selection selection) {
    boolean streamIsWhole = summary.streamCreationTimestamp().isAfter(horizon);
    boolean endsBefore = selection.to().filter(to -> !to.isAfter(horizon)).isPresent();
    Optional<Instant> last = archived.lastArrival();
    Problems problems = new Problems();
    problems.require(
        streamIsWhole || endsBefore || last.isPresent(),
        "--source",
        "both",
        "the archive has nothing that arrived after "
            + horizon
            + ", the oldest that the stream still has; what arrived in between may be lost. Replay"
            + " the archive and the stream one after the other, with --source archive and --source"
            + " stream");
    problems.throwIfAny();
  }
}
