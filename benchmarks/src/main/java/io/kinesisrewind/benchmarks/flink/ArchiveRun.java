package io.kinesisrewind.benchmarks.flink;

import io.kinesisrewind.archive.ArchiveJob;
import io.kinesisrewind.archive.ArchiveOptions;
import io.kinesisrewind.archive.RecordSource;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The archive job as a user would start it; only its source is another. */
public final class ArchiveRun {

  private final List<String> arguments = new ArrayList<>();

  private ArchiveRun() {}

  /** Into a local folder, the latest table left out. */
  public static ArchiveRun into(Path archive, String... streams) {
    return new ArchiveRun()
        .with("--archive", archive.toString())
        .with("--mode", "parquet")
        .with("--region", "us-east-1")
        .with("--stream", String.join(",", streams));
  }

  /** Into the latest tables of a sandbox, no files written; the tables are created. */
  public static ArchiveRun latest(Sandbox sandbox, String stream) {
    return new ArchiveRun()
        .with("--mode", "latest")
        .with("--ttl", "36500d") // else the stream, which there is not, is asked for its tag
        .with("--region", sandbox.region())
        .with("--dynamodb-endpoint", sandbox.dynamoDbEndpoint().toString())
        .with("--stream", stream);
  }

  /** An option and its value. */
  public ArchiveRun with(String option, String value) {
    arguments.add(option);
    arguments.add(value);
    return this;
  }

  /** Adds the job to the environment. */
  public void define(StreamExecutionEnvironment env, RecordSource source) {
    ArchiveOptions options = new ArchiveOptions();
    JobArguments.parse(options, arguments.toArray(new String[0]));
    ArchiveJob.define(env, options, source);
  }
}
