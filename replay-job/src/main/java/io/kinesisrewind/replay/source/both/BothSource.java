package io.kinesisrewind.replay.source.both;

import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.gate.PlannedSource;
import io.kinesisrewind.replay.source.stream.StreamReaders;
import java.io.IOException;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The planned part of an archive, then that of the stream. One source of both kinds of splits, so
 * that one enumerator knows when the archive's part is behind every exchange: Flink's HybridSource
 * changes over as soon as the readers have read it, which would let the stream's records overtake.
 */
final class BothSource extends PlannedSource<BothSplit> {

  private static final long serialVersionUID = 1L;

  private final StreamReaders readers;

  /**
   * @throws IOException where the plan cannot be written into the job
   */
  BothSource(BothPlan plan, StreamReaders readers) throws IOException {
    super(plan.splits(), new BothSplitSerializer());
    this.readers = readers;
  }

  @Override
  public SourceReader<Candidate, BothSplit> createReader(SourceReaderContext context) {
    return new BothReader(context, readers.reader(context));
  }

  @Override
  public SimpleVersionedSerializer<BothSplit> getSplitSerializer() {
    return new BothSplitSerializer();
  }
}
