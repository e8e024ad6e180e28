package io.kinesisrewind.replay.select;

import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;

/** Takes the one value that a generated operator gives for each row. It gives nothing else. */
final class Verdict implements Output<StreamRecord<RowData>> {

  private boolean isTrue;

  /** For the last row; NULL is not. */
  boolean isTrue() {
    return isTrue;
  }

  @Override
  public void collect(StreamRecord<RowData> verdict) {
    RowData row = verdict.getValue();
    isTrue = !row.isNullAt(0) && row.getBoolean(0);
  }

  @Override
  public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
    throw new IllegalStateException("An expression has no side output");
  }

  @Override
  public void emitWatermark(Watermark mark) {}

  @Override
  public void emitWatermarkStatus(WatermarkStatus status) {}

  @Override
  public void emitLatencyMarker(LatencyMarker marker) {}

  @Override
  public void emitRecordAttributes(RecordAttributes attributes) {}

  @Override
  public void close() {}
}
