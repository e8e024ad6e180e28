package io.kinesisrewind.archive.compact;

import io.kinesisrewind.archive.ArchiveMetrics;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.core.fs.Path;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Merges the hours' buckets whose indexes it is given. */
final class CompactGroups extends RichMapFunction<Long, Outcome> {

  private static final long serialVersionUID = 1L;

  private final Path archive;
  private final String runId;
  private final Manner manner;
  private final HourBucket[] groups;

  private transient GroupCompactor compactor;
  private transient Counter done;
  private transient Counter filesReplaced;
  private transient Counter filesWritten;
  private transient Counter records;
  private transient Counter duplicates;

  CompactGroups(Path archive, String runId, Manner manner, List<HourBucket> groups) {
    this.archive = archive;
    this.runId = runId;
    this.manner = manner;
    this.groups = groups.toArray(new HourBucket[0]);
  }

  @Override
  public void open(OpenContext context) throws IOException {
    MetricGroup metrics = ArchiveMetrics.group(getRuntimeContext().getMetricGroup());
    done = ArchiveMetrics.counterIn(metrics, CompactMetrics.BUCKETS_DONE);
    filesReplaced = ArchiveMetrics.counterIn(metrics, CompactMetrics.FILES_REPLACED);
    filesWritten = ArchiveMetrics.counterIn(metrics, CompactMetrics.FILES_WRITTEN);
    records = ArchiveMetrics.counterIn(metrics, CompactMetrics.RECORDS_WRITTEN);
    duplicates = ArchiveMetrics.counterIn(metrics, CompactMetrics.DUPLICATES_REMOVED);
    compactor = new GroupCompactor(archive, runId, manner);
  }

  @Override
  public Outcome map(Long index) throws IOException {
    if (index >= groups.length) {
      return new Outcome(); // a sequence holds at least one number, and there may be no group
    }
    HourBucket group = groups[Math.toIntExact(index)];
    try {
      Outcome outcome = compactor.compact(group);
      count(outcome);
      return outcome;
    } catch (IOException e) {
      throw new IOException("Cannot compact " + group + ": " + e.getMessage(), e);
    }
  }

  private void count(Outcome outcome) {
    done.inc();
    filesReplaced.inc(outcome.filesBefore);
    filesWritten.inc(outcome.filesAfter);
    records.inc(outcome.records);
    duplicates.inc(outcome.duplicates);
  }
}
