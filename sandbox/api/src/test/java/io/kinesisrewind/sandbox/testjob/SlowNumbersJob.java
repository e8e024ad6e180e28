package io.kinesisrewind.sandbox.testjob;

import java.time.Duration;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Writes the numbers from 1 to the first argument, about one per millisecond and task, into files
 * of the directory that is the second, a new one for each checkpoint: exactly once, whatever
 * happens to its TaskManagers.
 */
public final class SlowNumbersJob {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(500);

  private SlowNumbersJob() {}

  public static void main(String[] args) throws Exception {
    long last = Long.parseLong(args[0]);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(CHECKPOINT_INTERVAL.toMillis());
    env.fromSequence(1, last)
        .uid("numbers")
        .map(new TakeTime())
        .name("take time")
        .uid("take-time")
        .sinkTo(
            FileSink.forRowFormat(new Path(args[1]), new SimpleStringEncoder<String>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .build())
        .name("files")
        .uid("files");
    env.execute("slow numbers");
  }
}
