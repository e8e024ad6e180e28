package io.kinesisrewind.replay.delivery.file;

import io.kinesisrewind.replay.delivery.ReplayTarget;
import io.kinesisrewind.replay.ledger.CountingOperator;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Files of JSON lines, a folder for each shard, exactly once. All of a shard goes through one
 * writer, so that its files, in the order of their names, have each key's records in their order.
 */
public final class FileTarget implements ReplayTarget {

  private static final long serialVersionUID = 1L;

  private final Path folder;
  private final String replayId;

  public FileTarget(Path folder, String replayId) {
    this.folder = folder;
    this.replayId = replayId;
  }

  /** What the names of a replay's files start with. */
  public static String prefix(String replayId) {
    return replayId + "_part";
  }

  @Override
  public SingleOutputStreamOperator<?> deliver(DataStream<ArchivedRecord> records) {
    SingleOutputStreamOperator<ArchivedRecord> counted =
        records
            .keyBy(record -> ShardFolder.name(record.getShardId()), Types.STRING)
            .transform(
                "count delivered",
                JobEnvironment.recordType(),
                new CountingOperator<ArchivedRecord, ArchivedRecord>(FileTarget::count))
            .uid("count-delivered");
    counted
        .sinkTo(
            new LinesSink<>(folder, prefix(replayId), new JsonLine(), ArchivedRecord::getShardId))
        .name("write to " + folder)
        .uid("write")
        .setParallelism(counted.getParallelism());
    return counted;
  }

  private static Optional<ArchivedRecord> count(ArchivedRecord record, Counts counts) {
    counts.delivered++;
    return Optional.of(record);
  }
}
