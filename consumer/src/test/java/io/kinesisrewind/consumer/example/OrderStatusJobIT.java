package io.kinesisrewind.consumer.example;

import static io.kinesisrewind.consumer.OrderRecords.ELSEWHERE;
import static io.kinesisrewind.consumer.OrderRecords.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.consumer.OrderRecords;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example's topology while its stream, live, and a replay of it run side by side and the job
 * fails again and again.
 */
class OrderStatusJobIT {

  private static final int PARALLELISM = 2;
  private static final int FAILURES = 3;
  private static final int ORDERS = 5;
  private static final int PUTS = 200;
  private static final int HALF = PUTS / 2;

  /** So many records per source and checkpoint: all of it takes a dozen checkpoints. */
  private static final int PER_CHECKPOINT = 20;

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(PARALLELISM)
              .build());

  /** A class, as a lambda's type would be unknown. */
  private static final class UnguardedStatus implements MapFunction<ArchivedRecord, OrderStatus> {

    private static final long serialVersionUID = 1L;

    @Override
    public OrderStatus map(ArchivedRecord record) throws IOException {
      ArchivedRecord plain = ArchivedRecord.newBuilder(record).build();
      plain.setData(ByteBuffer.wrap(ReplayAnnotation.strip(record.getData().array())));
      return OrderStatusJob.status(plain);
    }
  }

  @TempDir Path checkpoints;

  @BeforeEach
  void nothingYet() {
    OrderTable.clear();
    InducedFailures.times(FAILURES);
  }

  @Test
  void endsAsIfThereHadBeenNoReplay() throws Exception {
    List<ArchivedRecord> live = live();

    run(live, replayOfTheFirstHalf(live), OrderStatusJob::define);

    assertThat(OrderTable.rows()).isEqualTo(lastOfEach(live));
    assertThat(InducedFailures.left()).isZero();
  }

  /** Or the test above would show nothing. */
  @Test
  void wouldGoBackWithoutTheGuard() throws Exception {
    List<ArchivedRecord> live = live();

    run(
        live,
        replayOfTheFirstHalf(live),
        (records, table) ->
            records.map(new UnguardedStatus()).uid("read-status").sinkTo(table).uid("order-table"));

    assertThat(OrderTable.rows()).isNotEqualTo(lastOfEach(live));
  }

  @Test
  void bringsBackWhatTheConsumerMissed() throws Exception {
    List<ArchivedRecord> all = live();
    List<ArchivedRecord> replay = new ArrayList<>();
    for (ArchivedRecord original : all.subList(HALF, PUTS)) {
      replay.add(OrderRecords.replay(original, ELSEWHERE, replay.size()));
    }
    replay.addAll(replayOfTheFirstHalf(all));

    run(all.subList(0, HALF), replay, OrderStatusJob::define);

    assertThat(OrderTable.rows()).isEqualTo(lastOfEach(all));
    assertThat(InducedFailures.left()).isZero();
  }

  @Test
  void anOverwritingReplayIntoTheStreamGoesBackForGood() throws Exception {
    List<ArchivedRecord> live = live();
    List<ArchivedRecord> then = live.subList(0, HALF);
    List<ArchivedRecord> replay = new ArrayList<>();
    for (ArchivedRecord original : then) {
      replay.add(OrderRecords.overwrite(original, STREAM, PUTS + replay.size()));
    }

    run(live, replay, OrderStatusJob::define);

    assertThat(OrderTable.rows()).isEqualTo(lastOfEach(then)).isNotEqualTo(lastOfEach(live));
    assertThat(InducedFailures.left()).isZero();
  }

  /** In the order of positions; orders are deleted, and put again, on the way. */
  private static List<ArchivedRecord> live() {
    List<ArchivedRecord> live = new ArrayList<>();
    for (int at = 0; at < PUTS; at++) {
      String order = "order-" + at % ORDERS;
      live.add(OrderRecords.live(order, at, at % 7 == 3 ? null : "status-" + at));
    }
    return live;
  }

  /** Three times, so that it goes on after the last live record. */
  private static List<ArchivedRecord> replayOfTheFirstHalf(List<ArchivedRecord> live) {
    List<ArchivedRecord> replay = new ArrayList<>();
    for (int i = 0; i < 3 * HALF; i++) {
      replay.add(OrderRecords.replay(live.get(i % HALF), ELSEWHERE, PUTS + i));
    }
    return replay;
  }

  private static Map<String, String> lastOfEach(List<ArchivedRecord> live) throws Exception {
    Map<String, String> rows = new HashMap<>();
    for (ArchivedRecord record : live) {
      OrderStatus row = OrderStatusJob.status(record);
      rows.put(row.getOrder(), row.getStatus());
    }
    rows.values().removeIf(Objects::isNull);
    return rows;
  }

  private void run(
      List<ArchivedRecord> live,
      List<ArchivedRecord> replay,
      BiConsumer<DataStream<ArchivedRecord>, OrderTable> job)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration());
    DataStream<ArchivedRecord> records =
        source(env, "live", live)
            .union(source(env, "replayed", replay))
            .map(new InducedFailures())
            .uid("induced-failures");
    job.accept(records, new OrderTable());
    env.execute();
  }

  /** In their order, over one subtask, as of one shard; the two run side by side. */
  private static DataStream<ArchivedRecord> source(
      StreamExecutionEnvironment env, String name, List<ArchivedRecord> records) {
    ArrayList<ArchivedRecord> kept = new ArrayList<>(records);
    GeneratorFunction<Long, ArchivedRecord> generator = index -> kept.get(index.intValue());
    DataGeneratorSource<ArchivedRecord> source =
        new DataGeneratorSource<>(
            generator,
            kept.size(),
            RateLimiterStrategy.perCheckpoint(PER_CHECKPOINT),
            new AvroTypeInfo<>(ArchivedRecord.class));
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), name)
        .uid(name)
        .setParallelism(1);
  }

  private Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.setString("parallelism.default", Integer.toString(PARALLELISM));
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, FAILURES);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    return configuration;
  }
}
