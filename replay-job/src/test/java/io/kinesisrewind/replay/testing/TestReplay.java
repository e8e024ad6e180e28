package io.kinesisrewind.replay.testing;

import io.kinesisrewind.replay.Replay;
import io.kinesisrewind.replay.control.SignOfLife;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.ledger.TextObject;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import picocli.CommandLine;

/** Runs replays as the CLI does: options from arguments, on whatever environment is current. */
public final class TestReplay {

  private final List<String> arguments = new ArrayList<>();
  private final Configuration flink = new Configuration();

  private TestReplay() {
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.setString("execution.checkpointing.interval", "200 ms");
    flink.setString("parallelism.default", "2");
    flink.setString("restart-strategy.type", "fixed-delay");
    flink.setString("restart-strategy.fixed-delay.attempts", "20");
    flink.setString("restart-strategy.fixed-delay.delay", "100 ms");
  }

  public static TestReplay of(TestArchive archive, Sandbox sandbox) {
    return of(archive)
        .with("--kinesis-endpoint", sandbox.kinesisEndpoint().toString())
        .with("--region", sandbox.region());
  }

  /** Of the stream itself. */
  public static TestReplay ofStream(URI kinesis, String stream, Path replays) {
    return live(kinesis, stream).with("--source", "stream", "--replays", replays.toString());
  }

  /** Of an archive and its stream. */
  public static TestReplay ofBoth(URI kinesis, String stream, TestArchive archive) {
    return live(kinesis, stream).with("--source", "both", "--archive", archive.root().toString());
  }

  private static TestReplay live(URI kinesis, String stream) {
    return new TestReplay()
        .with("--stream", stream, "--poll-delay", "20ms")
        .with("--kinesis-endpoint", kinesis.toString(), "--region", "us-east-1");
  }

  /** For targets other than Kinesis. */
  public static TestReplay of(TestArchive archive) {
    return onlyOf(archive).with("--stream", Records.STREAM);
  }

  /** Of what messages about failed batches say, the stream among it. */
  public static TestReplay ofFailures(TestArchive archive, Path messages) {
    return onlyOf(archive).with("--from-failure", messages.toString());
  }

  /** Of a latest table in a DynamoDB of the sandbox's region. */
  public static TestReplay ofLatest(TestArchive archive, String stream, URI dynamoDb) {
    return onlyOf(archive)
        .with("--source", "latest", "--stream", stream)
        .with("--dynamodb-endpoint", dynamoDb.toString(), "--region", "us-east-1");
  }

  /** Nothing but where the archive is. */
  public static TestReplay onlyOf(TestArchive archive) {
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
    try {
      environment(replay).execute(replay.id());
    } finally {
      awaitLastWord(replay);
    }
    return replay.status();
  }

  /** The job manager's, which comes after the job's end: the test's folder must not go before. */
  public static void awaitLastWord(Replay replay) {
    TextObject heartbeat = StatusFile.in(replay.checkpoints().getParent(), replay.id()).heartbeat();
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> SignOfLife.read(heartbeat).map(SignOfLife::isEnd).orElse(true));
  }

  /** Does not wait for its end. */
  public JobClient start(Replay replay) throws Exception {
    return environment(replay).executeAsync(replay.id());
  }

  private StreamExecutionEnvironment environment(Replay replay) throws IOException {
    StreamExecutionEnvironment env =
        JobEnvironment.configure(StreamExecutionEnvironment.getExecutionEnvironment(flink));
    replay.define(env);
    return env;
  }

  public static ReplayOptions options(List<String> arguments) {
    ReplayOptions options = new ReplayOptions();
    CommandLine command = JobArguments.configure(new CommandLine(options));
    JobArguments.check(command.parseArgs(arguments.toArray(new String[0])), options);
    return options;
  }
}
