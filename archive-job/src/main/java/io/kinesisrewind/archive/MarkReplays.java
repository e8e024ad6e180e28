package io.kinesisrewind.archive;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Tells records that arrived through a replay by their annotation. They are dropped, so that
 * replaying a stream into itself does not make its archive grow, or, on demand, kept with their
 * replay's id.
 */
final class MarkReplays extends RichFlatMapFunction<ArchivedRecord, ArchivedRecord> {

  private static final long serialVersionUID = 1L;

  private final boolean keep;
  private transient PerStream<ReadMetrics> metrics;

  private MarkReplays(boolean keep) {
    this.keep = keep;
  }

  static MarkReplays dropping() {
    return new MarkReplays(false);
  }

  static MarkReplays keeping() {
    return new MarkReplays(true);
  }

  /** Whether a record that passed was put by a producer, not by a replay. */
  static boolean isOriginal(ArchivedRecord record) {
    return record.getReplayId() == null;
  }

  @Override
  public void open(OpenContext context) {
    metrics = new PerStream<>(getRuntimeContext().getMetricGroup(), ReadMetrics::new);
  }

  @Override
  public void flatMap(ArchivedRecord record, Collector<ArchivedRecord> out) {
    ReadMetrics ofStream = metrics.of(record.getStreamName());
    ofStream.read(record.getData().remaining());
    Optional<ReplayAnnotation> annotation = ReplayAnnotation.read(bytes(record.getData()));
    if (annotation.isPresent() && !keep) {
      ofStream.skippedReplay();
      return;
    }
    annotation.map(ReplayAnnotation::replayId).ifPresent(record::setReplayId);
    out.collect(record);
  }

  /** Without a copy where the buffer is just its array, which it is when it comes from Kinesis. */
  private static byte[] bytes(ByteBuffer data) {
    if (data.hasArray() && data.arrayOffset() == 0 && data.array().length == data.remaining()) {
      return data.array();
    }
    byte[] copy = new byte[data.remaining()];
    data.duplicate().get(copy);
    return copy;
  }
}
