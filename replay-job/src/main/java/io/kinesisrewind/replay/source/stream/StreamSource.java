package io.kinesisrewind.replay.source.stream;

import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.gate.GateState;
import io.kinesisrewind.replay.source.gate.GateStateSerializer;
import io.kinesisrewind.replay.source.gate.GatedEnumerator;
import io.kinesisrewind.replay.source.stream.kinesis.KinesisStream;
import io.kinesisrewind.replay.source.stream.reader.PollSettings;
import io.kinesisrewind.replay.source.stream.reader.StreamSourceReader;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import io.kinesisrewind.replay.source.stream.split.ShardSplitSerializer;
import io.kinesisrewind.runtime.AwsAccess;
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

/** The planned sections of a stream's shards, every user record once. */
public final class StreamSource
    implements Source<Candidate, ShardSplit, GateState<ShardSplit>>,
        ResultTypeQueryable<Candidate> {

  private static final long serialVersionUID = 1L;

  private final AwsAccess aws;
  private final String streamName;
  private final PollSettings settings;
  private final byte[] planned;

  /**
   * @throws IOException where the plan cannot be written into the job
   */
  public StreamSource(
      AwsAccess aws, String streamName, PollSettings settings, List<ShardSplit> shards)
      throws IOException {
    this.aws = aws;
    this.streamName = streamName;
    this.settings = settings;
    this.planned = stateSerializer().serialize(GateState.of(shards));
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<ShardSplit, GateState<ShardSplit>> createEnumerator(
      SplitEnumeratorContext<ShardSplit> context) throws IOException {
    GateStateSerializer<ShardSplit> serializer = stateSerializer();
    return restoreEnumerator(context, serializer.deserialize(serializer.getVersion(), planned));
  }

  @Override
  public SplitEnumerator<ShardSplit, GateState<ShardSplit>> restoreEnumerator(
      SplitEnumeratorContext<ShardSplit> context, GateState<ShardSplit> state) {
    return new GatedEnumerator<>(context, state);
  }

  @Override
  public SourceReader<Candidate, ShardSplit> createReader(SourceReaderContext context) {
    return new StreamSourceReader(
        streamName, () -> KinesisStream.toRead(aws, streamName), settings, context);
  }

  @Override
  public SimpleVersionedSerializer<ShardSplit> getSplitSerializer() {
    return new ShardSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<GateState<ShardSplit>> getEnumeratorCheckpointSerializer() {
    return stateSerializer();
  }

  @Override
  public TypeInformation<Candidate> getProducedType() {
    return Candidate.TYPE;
  }

  private static GateStateSerializer<ShardSplit> stateSerializer() {
    return new GateStateSerializer<>(new ShardSplitSerializer());
  }
}
