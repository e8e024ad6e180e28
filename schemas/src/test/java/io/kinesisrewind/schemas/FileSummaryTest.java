package io.kinesisrewind.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FileSummaryTest {

  private static final KeyBucket BUCKET = KeyBucket.of(1, 4);

  @Property
  void comesBackFromTheFooter(@ForAll("records") List<ArchivedRecord> records) {
    FileSummary summary = FileSummary.of(BUCKET, records);
    FileSummary read = FileSummary.fromMetadata(summary.toMetadata()).orElseThrow();

    assertThat(read.streamName()).isEqualTo("orders");
    assertThat(read.bucket()).isEqualTo(BUCKET);
    assertThat(read.payloadBytes()).isEqualTo(summary.payloadBytes());
    assertThat(read.shards()).isEqualTo(summary.shards());
  }

  @Property
  void spansAllRecords(@ForAll("records") List<ArchivedRecord> records) {
    FileSummary summary = FileSummary.of(BUCKET, records);

    assertThat(summary.records()).isEqualTo(records.size());
    for (ArchivedRecord record : records) {
      ShardRange range = summary.shards().get(record.getShardId());
      assertThat(Position.of(record)).isBetween(range.lowest(), range.highest());
      assertThat(record.getApproximateArrivalTimestamp())
          .isBetween(summary.firstArrival(), summary.lastArrival());
    }
  }

  @Example
  void saysWhatACompactionReplaced() {
    ArchivedRecord record = TestRecords.record("s", "1", 0, "k", new byte[0]);
    CompactedFrom from = CompactedFrom.of("run.1", 3, List.of("b", "a")).part(2).saved(7, 800, 9);
    FileSummary summary = FileSummary.of(BUCKET, List.of(record));

    CompactedFrom read =
        FileSummary.fromMetadata(summary.compactedFrom(from).toMetadata())
            .orElseThrow()
            .compactedFrom()
            .orElseThrow();

    assertThat(read).usingRecursiveComparison().isEqualTo(from);
    assertThat(read.replaced()).containsExactly("a", "b");
    assertThat(read.part()).isEqualTo(2);
    assertThat(read.parts()).isEqualTo(3);
    assertThat(FileSummary.fromMetadata(summary.toMetadata()).orElseThrow().compactedFrom())
        .isEmpty();
  }

  @Example
  void foreignFilesHaveNone() {
    assertThat(FileSummary.fromMetadata(Map.of("writer", "somebody"))).isEmpty();
  }

  @Example
  void refusesANewerFormatAndDamage() {
    ArchivedRecord record = TestRecords.record("s", "1", 0, "k", new byte[0]);
    Map<String, String> newer = new HashMap<>(FileSummary.of(BUCKET, List.of(record)).toMetadata());
    Map<String, String> damaged = new HashMap<>(newer);
    newer.put("rewind.format", "2");
    damaged.put("rewind.shards", "{");

    assertThatThrownBy(() -> FileSummary.fromMetadata(newer)).hasMessageContaining("format 2");
    assertThatThrownBy(() -> FileSummary.fromMetadata(damaged)).hasMessageContaining("not JSON");
  }

  @Provide
  Arbitrary<List<ArchivedRecord>> records() {
    return TestRecords.records().list().ofMinSize(1).ofMaxSize(30);
  }
}
