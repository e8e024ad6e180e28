package io.kinesisrewind.archive;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the records go: to the archive, to the latest tables, or both. */
final class ArchiveTargets {

  private final Parquet parquet;
  private final Latest latest;

  private ArchiveTargets(Parquet parquet, Latest latest) {
    this.parquet = parquet;
    this.latest = latest;
  }

  static ArchiveTargets none() {
    return new ArchiveTargets(null, null);
  }

  ArchiveTargets withParquet(Sink<ArchivedRecord> sink, BucketSpread spread) {
    return new ArchiveTargets(new Parquet(sink, spread), latest);
  }

  ArchiveTargets withLatest(Sink<ArchivedRecord> sink, Duration coalesce) {
    return new ArchiveTargets(parquet, new Latest(sink, coalesce));
  }

  Optional<Parquet> parquet() {
    return Optional.ofNullable(parquet);
  }

  Optional<Latest> latest() {
    return Optional.ofNullable(latest);
  }

  /** The archive, and how its buckets are spread over the sink's subtasks. */
  static final class Parquet {

    private final Sink<ArchivedRecord> sink;
    private final BucketSpread spread;

    private Parquet(Sink<ArchivedRecord> sink, BucketSpread spread) {
      this.sink = sink;
      this.spread = spread;
    }

    Sink<ArchivedRecord> sink() {
      return sink;
    }

    BucketSpread spread() {
      return spread;
    }
  }

  /** The latest tables, and how long a record may wait for a later one of its key. */
  static final class Latest {

    private final Sink<ArchivedRecord> sink;
    private final Duration coalesce;

    private Latest(Sink<ArchivedRecord> sink, Duration coalesce) {
      this.sink = sink;
      this.coalesce = coalesce;
    }

    Sink<ArchivedRecord> sink() {
      return sink;
    }

    Duration coalesce() {
      return coalesce;
    }
  }
}
