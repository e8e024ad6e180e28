package io.kinesisrewind.replay.pace;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.SourceTransformation;

/** Any source, behind a {@link SourceGate}; its state is the source's own. */
final class GatedSource<T, S extends SourceSplit, C> implements Source<T, S, C> {

  private static final long serialVersionUID = 1L;

  private final Source<T, S, C> source;

  private GatedSource(Source<T, S, C> source) {
    this.source = source;
  }

  /**
   * The same stream, with a gate where it comes straight out of a source; else as it is, and what
   * holds records back behind it has to block.
   */
  static <T> DataStream<T> gated(StreamExecutionEnvironment env, DataStream<T> stream) {
    return stream.getTransformation() instanceof SourceTransformation
        ? gated(env, (SourceTransformation<T, ?, ?>) stream.getTransformation())
        : stream;
  }

  private static <T, S extends SourceSplit, C> DataStream<T> gated(
      StreamExecutionEnvironment env, SourceTransformation<T, S, C> read) {
    DataStreamSource<T> gated =
        env.fromSource(
            new GatedSource<>(read.getSource()),
            read.getWatermarkStrategy(),
            read.getName(),
            read.getOutputType());
    gated.uid(read.getUid());
    return gated.setParallelism(read.getParallelism());
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
    return new GatedReader<>(source.createReader(context), SourceGate.make());
  }

  @Override
  public SplitEnumerator<S, C> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<S, C> restoreEnumerator(SplitEnumeratorContext<S> context, C checkpoint)
      throws Exception {
    return source.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<S> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<C> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }
}
