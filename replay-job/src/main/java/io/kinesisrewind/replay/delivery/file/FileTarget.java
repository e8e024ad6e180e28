package io.kinesisrewind.replay.delivery.file;

import io.kinesisrewind.replay.delivery.ReplayTarget;
import io.kinesisrewind.replay.ledger.CountingOperator;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy;

/**
 * A folder of JSON lines, exactly once: files show up when a checkpoint commits them. One writer,
 * because order is the point: it means something within a file only.
 */
public final class FileTarget implements ReplayTarget {

  /** Of the files' names, behind the replay's id. */
  public static final String SUFFIX = ".jsonl";

  private static final long serialVersionUID = 1L;
  private static final MemorySize FILE_SIZE = MemorySize.ofMebiBytes(256);
  private static final Duration FILE_AGE = Duration.ofMinutes(15);

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
  public DataStream<Counts> deliver(DataStream<ArchivedRecord> records) {
    SingleOutputStreamOperator<ArchivedRecord> counted =
        records
            .transform(
                "count delivered",
                JobEnvironment.recordType(),
                new CountingOperator<ArchivedRecord, ArchivedRecord>(FileTarget::count))
            .uid("count-delivered")
            .setParallelism(1);
    counted.sinkTo(sink()).name("write to " + folder).uid("write").setParallelism(1);
    return counted.getSideOutput(CountingOperator.COUNTS);
  }

  private FileSink<ArchivedRecord> sink() {
    return FileSink.forRowFormat(folder, new JsonLine())
        .withBucketAssigner(new BasePathBucketAssigner<>())
        .withOutputFileConfig(new OutputFileConfig(prefix(replayId), SUFFIX))
        .withRollingPolicy(
            DefaultRollingPolicy.builder()
                .withMaxPartSize(FILE_SIZE)
                .withRolloverInterval(FILE_AGE)
                .withInactivityInterval(FILE_AGE)
                .build())
        .build();
  }

  private static Optional<ArchivedRecord> count(ArchivedRecord record, Counts counts) {
    counts.delivered++;
    return Optional.of(record);
  }
}
