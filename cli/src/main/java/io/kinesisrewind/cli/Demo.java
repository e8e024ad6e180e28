package io.kinesisrewind.cli;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.kinesisrewind.archive.ArchiveJob;
import io.kinesisrewind.archive.ArchiveMetrics;
import io.kinesisrewind.archive.ArchiveOptions;
import io.kinesisrewind.archive.preflight.Preflight;
import io.kinesisrewind.replay.Replay;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.schemas.LatestTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The demo's scenes; each plays its part with the real jobs and says what came of it. */
final class Demo {

  private static final String STREAM = "flights";
  private static final String COPY = "flights-replayed";
  private static final String TABLE = LatestTable.tableName(STREAM);
  private static final String BUCKET = "archive";
  private static final String ARCHIVE = "s3://" + BUCKET + "/demo";
  private static final int SHARDS = 2;
  private static final int RECORDS = 3_000;
  private static final int PLAIN_RECORDS = 2_000;
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final DemoStage stage;
  private final Interrupt interrupt;
  private final List<SourceRecord> put =
      SourceRecords.flights(RECORDS, SourceRecords.FLIGHTS_KEY).toList();
  private final String airport = busiestAirport(put);

  Demo(DemoStage stage, Interrupt interrupt) {
    this.stage = stage;
    this.interrupt = interrupt;
  }

  void introduce() {
    tell("");
    tell("   Flink's web page  %s", stage.flink().webPage());
    tell("   Kinesis           %s", stage.sandbox().kinesisEndpoint());
    tell("   S3                %s", stage.sandbox().s3Endpoint());
    tell("   DynamoDB          %s", stage.sandbox().dynamoDbEndpoint());
    tell("   the data          %s (gone at the end)", stage.sandbox().directory());
  }

  /** Some records plain, the others aggregated as the KPL does. */
  void put() {
    StreamCreation creation = new StreamCreation(stage.kinesis());
    creation.create(STREAM, SHARDS);
    creation.create(COPY, SHARDS);
    stage.sandbox().createBucket(BUCKET);
    Producer producer = new Producer(stage.kinesis(), STREAM);
    producer.put(put.subList(0, PLAIN_RECORDS).stream(), 0);
    producer.putAggregated(put.subList(PLAIN_RECORDS, RECORDS).stream(), 0);
    tell("");
    tell("1. Put");
    tell("   %,d flights into stream %s (%d shards)", RECORDS, STREAM, SHARDS);
    tell("   %,d bytes of JSON, partition key = airport of origin", producer.bytes());
    tell("   the last %,d as KPL aggregates", RECORDS - PLAIN_RECORDS);
  }

  /** Runs the archive job until all is committed, then stops it with a savepoint. */
  void archive() throws Exception {
    ArchiveOptions options =
        stage.parsed(
            new ArchiveOptions(), "--stream", STREAM, "--archive", ARCHIVE, "--create-tables");
    Preflight.check(options);
    StreamExecutionEnvironment env = stage.flink().environment();
    ArchiveJob.define(env, options);
    LocalJob job = stage.flink().submit(env, ArchiveJob.name(options), null);
    awaitArchived(job);
    job.stop(stage.work().path().resolve("savepoints"));
    tellArchived();
  }

  private void tellArchived() {
    long data = JobCounters.sum(ArchiveMetrics.BYTES_ARCHIVED);
    long files = JobCounters.sum(ArchiveMetrics.FILE_BYTES_COMMITTED);
    tell("");
    tell("2. Archived");
    tell(
        "   %,d records in %,d Parquet files under %s",
        JobCounters.sum(ArchiveMetrics.RECORDS_ARCHIVED),
        JobCounters.sum(ArchiveMetrics.FILES_COMMITTED),
        ARCHIVE);
    tell(
        "   %,d bytes: %d %% of the data, with each record's key, position and time",
        files, Math.round(100.0 * files / data));
    tell(
        "   the latest record of %,d keys in table %s, by %,d writes",
        witness().latest(STREAM).size(), TABLE, JobCounters.sum(ArchiveMetrics.LATEST_WRITES));
  }

  /** One airport's flights, into the second stream. */
  void replay() throws Exception {
    ReplayOptions options =
        stage.parsed(
            new ReplayOptions(),
            "--archive=" + ARCHIVE,
            "--stream=" + STREAM,
            "--key=" + airport,
            "--target=kinesis:" + COPY);
    Replay replay = Replay.prepare(options);
    StreamExecutionEnvironment env = stage.flink().environment();
    replay.define(env);
    LocalJob job = stage.flink().submit(env, "replay " + replay.id(), null);
    while (!job.awaitEnd(LOOK)) {
      failOnProblem(job);
    }
    if (job.failure().isPresent()) {
      throw new IllegalStateException(replay.failed(job.failure().get()).message().orElse(""));
    }
    tell("");
    tell("3. Replayed");
    tell("   the flights from %s into stream %s: %s", airport, COPY, replay.id());
    tell("   plan      %s", replay.source().totals());
    tell("   account   %s", replay.status().counts());
  }

  /**
   * @return whether everything is as it has to be
   */
  boolean prove() {
    List<SourceRecord> original = witness().stream(STREAM);
    List<SourceRecord> copy = witness().stream(COPY);
    List<SourceRecord> chosen =
        put.stream().filter(record -> record.partitionKey().equals(airport)).toList();
    boolean complete = DemoWitness.sameRecords(original, put);
    boolean faithful = !copy.isEmpty() && DemoWitness.sameRecords(copy, chosen);
    boolean latest = witness().latest(STREAM).equals(DemoWitness.lastOfEachKey(put));
    tell("");
    tell("4. Proof, by reading both streams and the table with the AWS SDK alone");
    tell("   %s  stream %s: the %,d records put", mark(complete), STREAM, original.size());
    tell(
        "   %s  stream %s: the %,d flights from %s, byte for byte, in order",
        mark(faithful), COPY, copy.size(), airport);
    tell("   %s  table %s: the last flight from every airport", mark(latest), TABLE);
    return complete && faithful && latest;
  }

  private DemoWitness witness() {
    return new DemoWitness(stage.kinesis(), stage.dynamoDb());
  }

  private void awaitArchived(LocalJob job) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (JobCounters.sum(ArchiveMetrics.RECORDS_ARCHIVED) < RECORDS) {
      if (job.awaitEnd(LOOK) || System.nanoTime() > end) {
        throw new IllegalStateException("The archive job did not archive all records");
      }
      failOnProblem(job);
    }
  }

  /** Nothing disturbs a demo but its user: whatever makes a job start over is a fault. */
  private void failOnProblem(LocalJob job) throws InterruptedException {
    if (interrupt.came()) {
      throw new InterruptedException("stopped by its user");
    }
    job.newProblem()
        .ifPresent(
            problem -> {
              throw new IllegalStateException(problem);
            });
  }

  private static String busiestAirport(List<SourceRecord> flights) {
    return flights.stream()
        .collect(groupingBy(SourceRecord::partitionKey, counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }

  private static String mark(boolean holds) {
    return holds ? "equal" : "DIFFERENT";
  }

  @FormatMethod
  static void tell(@FormatString String format, Object... values) {
    System.out.println(String.format(format, values));
  }
}
