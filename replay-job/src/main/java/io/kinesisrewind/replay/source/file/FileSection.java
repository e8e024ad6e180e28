package io.kinesisrewind.replay.source.file;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.PlanTotals;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.ReplaySource;
import io.kinesisrewind.replay.source.archive.ArchiveSection;
import io.kinesisrewind.replay.source.archive.ArchiveSource;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The records of one stream in files of JSON lines. Every line is read when the replay is planned,
 * so that what is broken is told before anything is delivered, and how much there is is exact.
 *
 * <p>They are merged as an archive's files are, by stretches of {@link FileScan#STRETCH_BYTES}, in
 * one task: whatever the order of lines and files, a key's records leave by position, and equal
 * ones once. Open are, of each shard, the stretches that overlap in time or position: usually one
 * or two where a file target wrote them.
 */
public final class FileSection implements ReplaySource {

  private final Path place;
  private final PlanTotals totals;
  private final Map<String, Long> otherStreams;
  private final ArchiveSource source;

  /**
   * @param blocks stretches of the files
   * @param otherStreams records of each stream that is not wanted
   */
  FileSection(
      Path place,
      Selection selection,
      PlanTotals totals,
      List<ArchiveBlock> blocks,
      Map<String, Long> otherStreams)
      throws IOException {
    this.place = place;
    this.totals = totals;
    this.otherStreams = otherStreams;
    List<ArchiveBlock> inTime =
        blocks.stream().sorted(ArchiveBlock.IN_TIME).collect(Collectors.toList());
    this.source =
        ArchiveSource.of(
            List.of(LaneSplit.of(KeyBucket.of(0, 1), selection, inTime)), LineBlocks::new);
  }

  @Override
  public PlanTotals totals() {
    return totals;
  }

  @Override
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add("files     " + place);
    lines.add("to read   " + totals);
    otherStreams.forEach(
        (stream, records) -> lines.add("left out  " + records + " records of stream " + stream));
    return lines;
  }

  @Override
  public DataStream<Candidate> read(StreamExecutionEnvironment env) {
    return ArchiveSection.read(env, source, "read files");
  }
}
