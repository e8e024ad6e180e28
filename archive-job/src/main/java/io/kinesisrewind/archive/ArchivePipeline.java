package io.kinesisrewind.archive;

import io.kinesisrewind.archive.ArchiveMode.Target;
import io.kinesisrewind.archive.latest.CoalesceLatest;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The topology.
 *
 * <pre>
 * read Kinesis -> mark replays -> by stream and key bucket        -> archive
 *                              -> originals, by stream and key -> coalesce -> keep latest
 *                              -> originals                        -> keep history
 * </pre>
 *
 * <p>A record takes the branches that its stream asks for.
 */
final class ArchivePipeline {

  private ArchivePipeline() {}

  /**
   * @param replays what becomes of records that arrived through a replay
   */
  static void define(
      StreamExecutionEnvironment env,
      RecordSource source,
      MarkReplays replays,
      ArchiveTargets targets) {
    // No operator changes a record that it has handed on, or keeps one that it was handed from its
    // own chain. Without this, Flink copies each record, data and all, at every hop.
    env.getConfig().enableObjectReuse();
    DataStream<ArchivedRecord> records =
        source
            .addTo(env)
            .name("read Kinesis")
            .uid("read-kinesis")
            .flatMap(replays)
            .returns(JobEnvironment.recordType())
            .name("mark replays")
            .uid("mark-replays");

    targets
        .parquet()
        .ifPresent(
            parquet ->
                records
                    .filter(OfStreams.only(targets.streamsTo(Target.PARQUET)))
                    .name("to the archive")
                    .uid("to-the-archive")
                    .partitionCustom(parquet.spread(), parquet.spread())
                    .sinkTo(parquet.sink())
                    .name("archive")
                    .uid("archive"));

    targets
        .latest()
        .ifPresent(
            latest ->
                records
                    .filter(TableRecords.of(targets.streamsTo(Target.LATEST)))
                    .name("originals")
                    .uid("originals")
                    .partitionCustom(KeySpread.INSTANCE, KeySpread.INSTANCE)
                    .transform(
                        "coalesce",
                        JobEnvironment.recordType(),
                        new CoalesceLatest(latest.coalesce()))
                    .uid("coalesce")
                    .sinkTo(latest.sink())
                    .name("keep latest")
                    .uid("keep-latest"));

    targets
        .history()
        .ifPresent(
            history ->
                records
                    .filter(TableRecords.of(targets.streamsTo(Target.ALL)))
                    .name("originals for history")
                    .uid("originals-for-history")
                    .sinkTo(history)
                    .name("keep history")
                    .uid("keep-history"));
  }
}
