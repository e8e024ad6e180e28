package io.kinesisrewind.replay.source.stream;

import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.gate.PlannedSource;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import io.kinesisrewind.replay.source.stream.split.ShardSplitSerializer;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The planned sections of a stream's shards, every user record once. */
public final class StreamSource extends PlannedSource<ShardSplit> {

  private static final long serialVersionUID = 1L;

  private final StreamReaders readers;

  /**
   * @throws IOException where the plan cannot be written into the job
   */
  public StreamSource(StreamReaders readers, List<ShardSplit> shards) throws IOException {
    super(shards, new ShardSplitSerializer());
    this.readers = readers;
  }

  @Override
  public SourceReader<Candidate, ShardSplit> createReader(SourceReaderContext context) {
    return readers.reader(context);
  }

  @Override
  public SimpleVersionedSerializer<ShardSplit> getSplitSerializer() {
    return new ShardSplitSerializer();
  }
}
