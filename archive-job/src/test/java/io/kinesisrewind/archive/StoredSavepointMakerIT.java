package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.archive.kinesis.SavedPositions;
import io.kinesisrewind.archive.kinesis.StoredSavepoint;
import io.kinesisrewind.archive.support.Aggregates;
import io.kinesisrewind.archive.support.ArchiveOptionsBuilder;
import io.kinesisrewind.archive.support.Payloads;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Makes a savepoint that later versions have to restore; see the README beside these. */
@EnabledIfSystemProperty(named = "rewind.make-savepoint", matches = "[\\w.-]+")
class StoredSavepointMakerIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int PLAIN = 10;
  private static final String START = "2026-01-01T00:00:00Z";
  private static final String READ = "read-kinesis";

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .setConfiguration(METRICS.addToConfiguration(new Configuration()))
              .build());

  @TempDir Path temp;

  @Test
  void makesASavepointWithFilesPendingAndAReaderInsideAnAggregate() throws Exception {
    Path folder =
        Path.of(
            System.getProperty("rewind.root"),
            "archive-job/src/test/resources/savepoints",
            System.getProperty("rewind.make-savepoint"));
    Path root = StoredSavepoint.root(temp);
    try (TestStream stream = TestStream.create(SANDBOX.sandbox(), "stored", 2)) {
      ArchiveOptions options = options(root);
      JobClient job = start(options);
      Payloads payloads = new Payloads(31);
      for (int i = 0; i < PLAIN; i++) {
        stream.put("plain-" + i, new byte[i]);
      }
      await().atMost(PATIENCE).until(() -> read(job) == PLAIN);
      Aggregates.put(stream, stream.shards().get(0), payloads.keys(9000), payloads.next(9000, 10));
      await().atMost(PATIENCE).until(() -> read(job) > 500);
      Path savepoint = Path.of(URI.create(savepoint(job)));
      store(savepoint.resolve("_metadata"), root, options, folder);
      job.cancel().get();
    }
  }

  private static void store(Path metadata, Path root, ArchiveOptions options, Path folder)
      throws Exception {
    StoredSavepoint saved = StoredSavepoint.load(metadata);
    SavedPositions positions =
        SavedPositions.restore(options, saved.stateWith(SavedPositions.STATE));
    assertThat(positions.shards().values()).anyMatch(position -> position.matches("\\d+-\\d+"));
    Properties expected = new Properties();
    expected.putAll(positions.shards());
    expected.setProperty("start", Instant.ofEpochMilli(positions.startTime()).toString());
    expected.setProperty("root", root.toString());
    expected.setProperty("pending-rows", Long.toString(rows(positions)));
    Files.createDirectories(folder);
    Files.copy(metadata, folder.resolve("_metadata"));
    StoredSavepoint.copy(root, folder.resolve("archive"));
    try (Writer writer = Files.newBufferedWriter(folder.resolve("expected.properties"))) {
      expected.store(writer, null);
    }
  }

  /** All that has been read: the plain records, and the aggregate's up to the position in it. */
  private static long rows(SavedPositions positions) {
    return PLAIN
        + positions.shards().values().stream()
            .filter(position -> position.contains("-"))
            .mapToLong(
                position -> Long.parseLong(position.substring(position.indexOf('-') + 1)) + 1)
            .sum();
  }

  /** Nothing commits: no checkpoint comes, and a savepoint from a running job does not commit. */
  private JobClient start(ArchiveOptions options) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
    StreamExecutionEnvironment env =
        JobEnvironment.configure(StreamExecutionEnvironment.getExecutionEnvironment(configuration));
    env.setParallelism(2);
    ArchivePipeline.define(
        env,
        slowly(ArchiveJob.source(options)),
        ArchiveJob.replays(options),
        ArchiveJob.targets(options));
    giveUidBack(env);
    return env.executeAsync("make a savepoint");
  }

  private static RecordSource slowly(RecordSource source) {
    return new RecordSource() {
      @Override
      public SingleOutputStreamOperator<ArchivedRecord> addTo(StreamExecutionEnvironment env) {
        return source.addTo(env).uid("source").name("source").map(new SlowDown());
      }
    };
  }

  /** The pipeline gives the reader's uid to what slows it down, being the last of the two. */
  private static void giveUidBack(StreamExecutionEnvironment env) {
    for (Transformation<?> slowDown : env.getTransformations()) {
      if (READ.equals(slowDown.getUid())) {
        slowDown.setUid("slow-down");
        slowDown.getInputs().get(0).setUid(READ);
      }
    }
  }

  private String savepoint(JobClient job) throws Exception {
    return job.triggerSavepoint(temp.resolve("s").toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
  }

  private static long read(JobClient job) {
    return METRICS
        .findMetrics(job.getJobID(), "\\." + ArchiveMetrics.RECORDS_READ + "$")
        .values()
        .stream()
        .mapToLong(counter -> ((Counter) counter).getCount())
        .sum();
  }

  private ArchiveOptions options(Path root) throws IOException {
    return ArchiveOptionsBuilder.in(SANDBOX.sandbox())
        .with("--stream", "stored", "--mode", "parquet", "--archive", root.toString())
        .with("--start", START)
        .options();
  }
}
