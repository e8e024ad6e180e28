package io.kinesisrewind.replay.source.gate;

import io.kinesisrewind.replay.source.Candidate;
import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A bounded source of splits that come one after the other; the plan travels in the job. */
public abstract class PlannedSource<S extends GatedSplit>
    implements Source<Candidate, S, GateState<S>>, ResultTypeQueryable<Candidate> {

  private static final long serialVersionUID = 1L;

  private final byte[] planned;

  /**
   * @param serializer the one that {@link #getSplitSerializer} gives
   * @throws IOException where the plan cannot be written into the job
   */
  protected PlannedSource(Collection<S> splits, SimpleVersionedSerializer<S> serializer)
      throws IOException {
    this.planned = new GateStateSerializer<>(serializer).serialize(GateState.of(splits));
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<S, GateState<S>> createEnumerator(SplitEnumeratorContext<S> context)
      throws IOException {
    SimpleVersionedSerializer<GateState<S>> serializer = getEnumeratorCheckpointSerializer();
    return restoreEnumerator(context, serializer.deserialize(serializer.getVersion(), planned));
  }

  @Override
  public SplitEnumerator<S, GateState<S>> restoreEnumerator(
      SplitEnumeratorContext<S> context, GateState<S> state) {
    return new GatedEnumerator<>(context, state, getSplitSerializer());
  }

  @Override
  public SimpleVersionedSerializer<GateState<S>> getEnumeratorCheckpointSerializer() {
    return new GateStateSerializer<>(getSplitSerializer());
  }

  @Override
  public TypeInformation<Candidate> getProducedType() {
    return Candidate.TYPE;
  }
}
