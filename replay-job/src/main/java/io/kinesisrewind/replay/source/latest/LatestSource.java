package io.kinesisrewind.replay.source.latest;

import io.kinesisrewind.replay.source.Candidate;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The items of a latest table; event time is a record's arrival, in no order. */
final class LatestSource
    implements Source<Candidate, LatestSplit, List<LatestSplit>>, ResultTypeQueryable<Candidate> {

  private static final long serialVersionUID = 1L;

  private final LatestReading reading;
  private final byte[] splits;

  LatestSource(LatestReading reading, List<LatestSplit> splits) throws IOException {
    this.reading = reading;
    this.splits = new LatestSplitsSerializer().serialize(splits);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<LatestSplit, List<LatestSplit>> createEnumerator(
      SplitEnumeratorContext<LatestSplit> context) throws IOException {
    LatestSplitsSerializer serializer = new LatestSplitsSerializer();
    return restoreEnumerator(context, serializer.deserialize(serializer.getVersion(), splits));
  }

  @Override
  public SplitEnumerator<LatestSplit, List<LatestSplit>> restoreEnumerator(
      SplitEnumeratorContext<LatestSplit> context, List<LatestSplit> waiting) {
    return new LatestEnumerator(context, waiting);
  }

  @Override
  public SourceReader<Candidate, LatestSplit> createReader(SourceReaderContext context) {
    return new LatestReader(reading, context);
  }

  @Override
  public SimpleVersionedSerializer<LatestSplit> getSplitSerializer() {
    return LatestSplitsSerializer.ofOne();
  }

  @Override
  public SimpleVersionedSerializer<List<LatestSplit>> getEnumeratorCheckpointSerializer() {
    return new LatestSplitsSerializer();
  }

  @Override
  public TypeInformation<Candidate> getProducedType() {
    return Candidate.TYPE;
  }
}
