package io.kinesisrewind.archive.kinesis;

import io.kinesisrewind.archive.ArchiveOptions;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.StreamSource;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardMetadata;
import org.apache.flink.streaming.connectors.kinesis.util.KinesisStateUtil;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** What the reader knows once it is restored. */
public final class SavedPositions {

  /** The connector's name for it. */
  public static final String STATE = "Kinesis-Stream-Shard-State";

  private final Map<String, String> shards = new TreeMap<>();
  private Long startTime;

  private SavedPositions() {}

  @SuppressWarnings("deprecation") // SourceFunction
  public static SavedPositions restore(ArchiveOptions options, OperatorSubtaskState state)
      throws Exception {
    ArchivedRecordConsumer consumer =
        new ArchivedRecordConsumer(
            options.streams(),
            StartPosition.trimHorizon(),
            options.aws().kinesisConsumerProperties(),
            options.aws(),
            options.consumer());
    StreamSource<?, ArchivedRecordConsumer> operator = new StreamSource<>(consumer);
    var harness = new AbstractStreamOperatorTestHarness<>(operator, 128, 1, 0);
    try {
      harness.setup();
      harness.initializeState(state);
      SavedPositions saved = new SavedPositions();
      saved.read(operator.getOperatorStateBackend());
      return saved;
    } finally {
      harness.close();
    }
  }

  /**
   * {@code stream/shard} to {@code sequence number-sub-sequence number} of the last record read.
   */
  public Map<String, String> shards() {
    return shards;
  }

  /** Epoch milliseconds. */
  public long startTime() {
    return startTime;
  }

  private void read(OperatorStateStore store) throws Exception {
    var positions =
        store.getUnionListState(
            new ListStateDescriptor<>(
                STATE, KinesisStateUtil.createShardsStateSerializer(new ExecutionConfig())));
    for (Tuple2<StreamShardMetadata, SequenceNumber> position : positions.get()) {
      shards.put(
          position.f0.getStreamName() + "/" + position.f0.getShardId(), position.f1.toString());
    }
    var times = store.getUnionListState(new ListStateDescriptor<>("start-time", Types.LONG));
    startTime = times.get().iterator().next();
  }
}
