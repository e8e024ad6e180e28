package io.kinesisrewind.replay.source.both;

import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.gate.GateState;
import io.kinesisrewind.replay.source.gate.GateStateSerializer;
import io.kinesisrewind.replay.source.gate.GatedEnumerator;
import io.kinesisrewind.replay.source.stream.kinesis.KinesisStream;
import io.kinesisrewind.replay.source.stream.reader.PollSettings;
import io.kinesisrewind.replay.source.stream.reader.StreamSourceReader;
import io.kinesisrewind.runtime.AwsAccess;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The planned part of an archive, then that of the stream. One source of both kinds of splits, so
 * that one enumerator knows when the archive's part is behind every exchange: Flink's HybridSource
 * changes over as soon as the readers have read it, which would let the stream's records overtake.
 */
final class BothSource
    implements Source<Candidate, BothSplit, GateState<BothSplit>>, ResultTypeQueryable<Candidate> {

  private static final long serialVersionUID = 1L;

  private final AwsAccess aws;
  private final String streamName;
  private final PollSettings settings;
  private final byte[] planned;

  /**
   * @throws IOException where the plan cannot be written into the job
   */
  BothSource(BothPlan plan, AwsAccess aws, PollSettings settings) throws IOException {
    this.aws = aws;
    this.streamName = plan.streamName();
    this.settings = settings;
    this.planned = stateSerializer().serialize(GateState.of(plan.splits()));
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<BothSplit, GateState<BothSplit>> createEnumerator(
      SplitEnumeratorContext<BothSplit> context) throws IOException {
    GateStateSerializer<BothSplit> serializer = stateSerializer();
    return restoreEnumerator(context, serializer.deserialize(serializer.getVersion(), planned));
  }

  @Override
  public SplitEnumerator<BothSplit, GateState<BothSplit>> restoreEnumerator(
      SplitEnumeratorContext<BothSplit> context, GateState<BothSplit> state) {
    return new GatedEnumerator<>(context, state);
  }

  @Override
  public SourceReader<Candidate, BothSplit> createReader(SourceReaderContext context) {
    return new BothReader(
        context,
        new StreamSourceReader(
            streamName, () -> KinesisStream.toRead(aws, streamName), settings, context));
  }

  @Override
  public SimpleVersionedSerializer<BothSplit> getSplitSerializer() {
    return new BothSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<GateState<BothSplit>> getEnumeratorCheckpointSerializer() {
    return stateSerializer();
  }

  @Override
  public TypeInformation<Candidate> getProducedType() {
    return Candidate.TYPE;
  }

  private static GateStateSerializer<BothSplit> stateSerializer() {
    return new GateStateSerializer<>(new BothSplitSerializer());
  }
}
