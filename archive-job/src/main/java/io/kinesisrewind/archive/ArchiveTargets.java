package io.kinesisrewind.archive;

import io.kinesisrewind.archive.ArchiveMode.Target;
import io.kinesisrewind.archive.streams.StreamPlan;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the records go: to the archive, to the latest tables, to the history tables. */
final class ArchiveTargets {

  private final Parquet parquet;
  private final Latest latest;
  private final Sink<ArchivedRecord> history;
  private final StreamPlan plan;

  private ArchiveTargets(
      StreamPlan plan, Parquet parquet, Latest latest, Sink<ArchivedRecord> history) {
    this.plan = plan;
    this.parquet = parquet;
    this.latest = latest;
    this.history = history;
  }

  /** None yet. */
  static ArchiveTargets of(StreamPlan plan) {
    return new ArchiveTargets(plan, null, null, null);
  }

  ArchiveTargets withParquet(Sink<ArchivedRecord> sink, BucketSpread spread) {
    return new ArchiveTargets(plan, new Parquet(sink, spread), latest, history);
  }

  ArchiveTargets withLatest(Sink<ArchivedRecord> sink, Duration coalesce) {
    return new ArchiveTargets(plan, parquet, new Latest(sink, coalesce), history);
  }

  ArchiveTargets withHistory(Sink<ArchivedRecord> sink) {
    return new ArchiveTargets(plan, parquet, latest, sink);
  }

  /** The streams whose records go to a target. */
  List<String> streamsTo(Target target) {
    return plan.streamsTo(target);
  }

  Optional<Parquet> parquet() {
    return Optional.ofNullable(parquet);
  }

  Optional<Latest> latest() {
    return Optional.ofNullable(latest);
  }

  Optional<Sink<ArchivedRecord>> history() {
    return Optional.ofNullable(history);
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
