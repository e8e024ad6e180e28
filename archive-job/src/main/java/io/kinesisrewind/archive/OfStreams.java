package io.kinesisrewind.archive;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Collection;
import java.util.HashSet;
import org.apache.flink.api.common.functions.FilterFunction;

/** Passes the records of some streams. */
final class OfStreams implements FilterFunction<ArchivedRecord> {

  private static final long serialVersionUID = 1L;

  private final HashSet<String> streams;

  private OfStreams(Collection<String> streams) {
    this.streams = new HashSet<>(streams);
  }

  static OfStreams only(Collection<String> streams) {
    return new OfStreams(streams);
  }

  @Override
  public boolean filter(ArchivedRecord record) {
    return streams.contains(record.getStreamName());
  }
}
