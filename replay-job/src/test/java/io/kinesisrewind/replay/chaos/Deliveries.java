package io.kinesisrewind.replay.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestStreams;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.kinesis.model.Record;

/** What a replay has put into its target, against what it was to put there. */
final class Deliveries {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TestStreams streams;
  private final String target;
  private final String replayId;
  private final List<ArchivedRecord> archived;
  private final Map<Position, Instant> settled = new HashMap<>();

  Deliveries(TestStreams streams, String target, String replayId, List<ArchivedRecord> archived) {
    this.streams = streams;
    this.target = target;
    this.replayId = replayId;
    this.archived = archived;
  }

  /**
   * A checkpoint holds that these are delivered: from now on none of them may be replayed again.
   */
  void settle(List<ArchivedRecord> delivered) {
    Instant now = Instant.now();
    delivered.forEach(record -> settled.putIfAbsent(Position.of(record), now));
  }

  /**
   * Every record, unchanged and marked; first deliveries in order; nothing again that was settled.
   */
  void assertComplete() {
    Map<Position, String> payloads =
        archived.stream().collect(Collectors.toMap(Position::of, Deliveries::payload));
    List<Record> copies = streams.read(target);
    for (Record copy : copies) {
      ReplayAnnotation mark = mark(copy);
      assertThat(mark.replayId()).isEqualTo(replayId);
      assertThat(text(ReplayAnnotation.strip(copy.data().asByteArray())))
          .isEqualTo(payloads.get(mark.position()));
      // What a dead task manager had sent may arrive late, but was replayed before.
      assertThat(mark.replayedAt())
          .isBeforeOrEqualTo(settled.getOrDefault(mark.position(), Instant.MAX));
    }
    assertThat(firstByKey(copies.stream(), Record::partitionKey, copy -> mark(copy).position()))
        .isEqualTo(firstByKey(archived.stream(), ArchivedRecord::getPartitionKey, Position::of));
  }

  /** A kill while requests are under way repeats something; else the test tests nothing. */
  void assertRepeatedByCrashes() {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(streams.read(target)).hasSizeGreaterThan(archived.size()));
  }

  private static <R> Map<String, List<Position>> firstByKey(
      Stream<R> records, Function<R, String> key, Function<R, Position> position) {
    Map<String, List<Position>> byKey =
        records.collect(
            Collectors.groupingBy(key, Collectors.mapping(position, Collectors.toList())));
    byKey.replaceAll(
        (name, positions) -> positions.stream().distinct().collect(Collectors.toList()));
    return byKey;
  }

  private static ReplayAnnotation mark(Record copy) {
    return ReplayAnnotation.read(copy.data().asByteArray()).orElseThrow();
  }

  private static String payload(ArchivedRecord record) {
    return text(Records.bytes(record));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
