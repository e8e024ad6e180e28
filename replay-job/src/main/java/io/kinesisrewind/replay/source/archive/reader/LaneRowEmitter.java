package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.archive.split.LaneProgress;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/** Emits a record and notes, in the same step of the task's thread, which rows are done with. */
final class LaneRowEmitter implements RecordEmitter<MergedRow, Candidate, LaneProgress> {

  @Override
  public void emitRecord(MergedRow row, SourceOutput<Candidate> output, LaneProgress progress) {
    int rows = 0;
    row.left().ifPresent(progress::loaded);
    progress.openedUpTo(row.opened());
    for (Row each = row.first(); each != null; each = each.same()) {
      progress.emitted(each.block(), each.index());
      rows++;
    }
    row.closed().forEach(progress::closed);
    output.collect(new Candidate(row.record(), rows - 1), row.eventTime());
  }
}
