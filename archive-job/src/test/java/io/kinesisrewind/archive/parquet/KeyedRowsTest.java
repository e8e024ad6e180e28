package io.kinesisrewind.archive.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.PutRecord;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.BlockOrder;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeyedRowsTest {

  @Property
  void comeOutOnceEachAndInOrder(@ForAll("records") List<ArchivedRecord> records) {
    List<PutRecord> puts = puts(records);

    KeyedRows rows = new KeyedRows();
    long keys = records.stream().filter(rows::add).count();

    assertThat(keys)
        .isEqualTo(records.stream().map(ArchivedRecord::getPartitionKey).distinct().count());
    List<ArchivedRecord> sorted = rows.removeSorted();
    assertThat(sorted).isSortedAccordingTo(BlockOrder.COMPARATOR);
    assertThat(puts(sorted)).containsExactlyInAnyOrderElementsOf(puts);
    assertThat(rows.removeSorted()).isEmpty();
  }

  private static List<PutRecord> puts(List<ArchivedRecord> records) {
    return records.stream().map(PutRecord::of).collect(Collectors.toList());
  }

  /** Also with keys that Kinesis does not take: halves of surrogate pairs. */
  @Provide
  Arbitrary<List<ArchivedRecord>> records() {
    Arbitrary<String> keys =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(8),
            Arbitraries.of("a", "b", "", "a\ud800", "a\udfff", "a?", "\uffee", "\uD83D\uDE00"));
    return Combinators.combine(Records.any(), keys)
        .as(
            (record, key) -> {
              record.setPartitionKey(key);
              return record;
            })
        .list()
        .ofMaxSize(60);
  }
}
