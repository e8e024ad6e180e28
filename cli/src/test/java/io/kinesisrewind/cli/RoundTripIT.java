package io.kinesisrewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.ArchiveJob;
import io.kinesisrewind.archive.ArchiveMetrics;
import io.kinesisrewind.archive.ArchiveOptions;
import io.kinesisrewind.replay.Replay;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.JobOptions;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** {@code replay(archive(xs)) == xs}: both jobs, as they are, on random bytes. */
class RoundTripIT {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int RECORDS = 400;
  private static final int MEBIBYTE = 1 << 20;

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private final Sandbox sandbox = SANDBOX.sandbox();
  private final AwsAccess aws = SandboxAccess.of(sandbox);
  @TempDir private Path directory;

  @Test
  void givesBackWhatWasPut() throws Exception {
    long seed = System.nanoTime();
    // Every character that a stream's name may have.
    String stream = sandbox.uniqueName("Round.Trip_0-9");
    String copy = sandbox.uniqueName("copy");
    Random random = new Random(seed);
    List<SourceRecord> plain = new ArrayList<>(records(random).toList());
    plain.add(record(random, "large", MEBIBYTE - "large".length()));
    plain.add(record(random, "empty", 0));
    List<SourceRecord> aggregated = records(random).toList();
    List<SourceRecord> put = Stream.concat(plain.stream(), aggregated.stream()).toList();

    try (KinesisClient kinesis = aws.kinesis(KinesisClient.builder()).build();
        LocalFlink flink = LocalFlink.start(aws, directory.resolve("work"), 2, Map.of())) {
      new StreamCreation(kinesis).create(stream, 2);
      new StreamCreation(kinesis).create(copy, 3);
      Producer producer = new Producer(kinesis, stream);
      producer.put(plain.stream(), 0);
      producer.putAggregated(aggregated.stream(), 0);

      archive(flink, stream, put.size());
      Counts counts = replay(flink, stream, "kinesis:" + copy);

      assertThat(counts.read).as("seed %d", seed).isEqualTo(put.size());
      assertThat(counts.delivered).as("seed %d", seed).isEqualTo(put.size());
      assertThat(DemoWitness.sameRecords(ShardReader.read(kinesis, copy), put))
          .as("the copy holds what was put, per key in order; seed %d", seed)
          .isTrue();
    }
  }

  private void archive(LocalFlink flink, String stream, int records) throws Exception {
    StreamExecutionEnvironment env = flink.environment();
    ArchiveJob.define(
        env,
        parsed(
            new ArchiveOptions(),
            "--stream=" + stream,
            "--archive=" + directory.resolve("archive"),
            "--mode=parquet"));
    LocalJob job = flink.submit(env, "archive", null);
    while (JobCounters.sum(ArchiveMetrics.RECORDS_ARCHIVED) < records) {
      assertThat(job.awaitEnd(LOOK)).isFalse();
      assertThat(job.newProblem()).isEmpty();
    }
    job.stop(directory.resolve("savepoints"));
    assertThat(JobCounters.sum(ArchiveMetrics.RECORDS_ARCHIVED)).isEqualTo(records);
  }

  private Counts replay(LocalFlink flink, String stream, String target) throws Exception {
    Replay replay =
        Replay.prepare(
            parsed(
                new ReplayOptions(),
                "--stream=" + stream,
                "--archive=" + directory.resolve("archive"),
                "--target=" + target));
    StreamExecutionEnvironment env = flink.environment();
    replay.define(env);
    LocalJob job = flink.submit(env, "replay", null);
    while (!job.awaitEnd(LOOK)) {
      assertThat(job.newProblem()).isEmpty();
    }
    assertThat(job.failure()).isEmpty();
    return replay.status().counts();
  }

  private <T extends JobOptions> T parsed(T options, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--region=" + sandbox.region());
    all.add("--kinesis-endpoint=" + sandbox.kinesisEndpoint());
    JobArguments.parse(options, all.toArray(String[]::new));
    return options;
  }

  private static Stream<SourceRecord> records(Random random) {
    List<String> keys =
        List.of(
            "a", "key/../../with=path", "\n\u0001", "\"quoted\"", "\uD83D\uDE80".repeat(128), "é");
    return IntStream.range(0, RECORDS)
        .mapToObj(
            i -> record(random, keys.get(random.nextInt(keys.size())), random.nextInt(2_000)));
  }

  private static SourceRecord record(Random random, String key, int size) {
    byte[] data = new byte[size];
    random.nextBytes(data);
    return SourceRecord.of(key, data);
  }
}
