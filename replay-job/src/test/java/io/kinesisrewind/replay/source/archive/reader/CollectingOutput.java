package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.source.Candidate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;

/** Keeps what a source emits. */
final class CollectingOutput implements SourceOutput<Candidate> {

  private final List<Candidate> candidates = new ArrayList<>();

  List<Candidate> candidates() {
    return candidates;
  }

  @Override
  public void collect(Candidate candidate) {
    candidates.add(candidate);
  }

  @Override
  public void collect(Candidate candidate, long timestamp) {
    candidates.add(candidate);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void markIdle() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void markActive() {
    throw new UnsupportedOperationException();
  }
}
