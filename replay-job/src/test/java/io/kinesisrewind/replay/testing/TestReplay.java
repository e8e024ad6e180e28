package io.kinesisrewind.replay.testing;

import io.kinesisrewind.replay.Replay;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;

/** Runs replays as the CLI does: options from arguments, on whatever environment is current. */
public final class TestReplay {

  private final List<String> arguments = new ArrayList<>();
  private final Configuration flink = new Configuration();

  private TestReplay() {}

  public static TestReplay of(TestArchive archive, Sandbox sandbox) {
    return of(archive)
        .with("--kinesis-endpoint", sandbox.kinesisEndpoint().toString())
        .with("--region", sandbox.region());
  }

  /** For targets other than Kinesis. */
  public static TestReplay of(TestArchive archive) {
    return ofAny(archive).with("--stream", Records.STREAM);
  }

  /** Of what messages about failed batches say, the stream among it. */
  public static TestReplay ofFailures(TestArchive archive, Path messages) {
    return ofAny(archive).with("--from-failure", messages.toString());
  }

  /** Of a latest table in a DynamoDB of the sandbox's region. */
  public static TestReplay ofLatest(TestArchive archive, String stream, URI dynamoDb) {
    return ofAny(archive)
        .with("--source", "latest", "--stream", stream)
        .with("--dynamodb-endpoint", dynamoDb.toString(), "--region", "us-east-1");
  }

  /** With nothing but the archive. */
  public static TestReplay ofAny(TestArchive archive) {
    TestReplay replay = new TestReplay();
    replay.flink.set(PipelineOptions.GENERIC_TYPES, false);
    replay.flink.setString("execution.checkpointing.interval", "200 ms");
    replay.flink.setString("parallelism.default", "2");
    replay.flink.setString("restart-strategy.type", "fixed-delay");
    replay.flink.setString("restart-strategy.fixed-delay.attempts", "20");
    replay.flink.setString("restart-strategy.fixed-delay.delay", "100 ms");
    return replay.with("--archive", archive.root().toString());
  }

  public TestReplay with(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }

  public TestReplay withFlink(String key, String value) {
    flink.setString(key, value);
    return this;
  }

  /** Runs it to its end; an exception where it fails. */
  public ReplayStatus run(String... more) throws Exception {
    with(more);
    return execute(prepare());
  }

  public Replay prepare() throws IOException {
    return Replay.prepare(options(arguments));
  }

  public ReplayStatus execute(Replay replay) throws Exception {
    StreamExecutionEnvironment env =
        JobEnvironment.configure(StreamExecutionEnvironment.getExecutionEnvironment(flink));
    replay.define(env);
    env.execute(replay.id());
    return replay.status();
  }

  public static ReplayOptions options(List<String> arguments) {
    ReplayOptions options = new ReplayOptions();
    CommandLine command = JobArguments.configure(new CommandLine(options));
    JobArguments.check(command.parseArgs(arguments.toArray(new String[0])), options);
    return options;
  }
}
