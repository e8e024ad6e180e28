package io.kinesisrewind.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Compares what went in with what came out, key by key. */
final class Replays {

  private Replays() {}

  /** Every record once, in order. */
  static void assertEqual(List<Record> replayed, List<ArchivedRecord> archived) {
    assertThat(byKey(replayed)).isEqualTo(archivedByKey(archived));
  }

  /** Every record at least once, in order where repetitions are left out. */
  static void assertFirstDeliveriesInOrder(List<Record> replayed, List<ArchivedRecord> archived) {
    Map<String, List<String>> first = byKey(replayed);
    first.replaceAll((key, values) -> values.stream().distinct().collect(Collectors.toList()));
    Map<String, List<String>> expected = archivedByKey(archived);
    expected.replaceAll((key, values) -> values.stream().distinct().collect(Collectors.toList()));
    assertThat(first).isEqualTo(expected);
  }

  private static Map<String, List<String>> byKey(List<Record> records) {
    return grouped(
        records.stream(), Record::partitionKey, record -> hex(record.data().asByteArray()));
  }

  private static Map<String, List<String>> archivedByKey(List<ArchivedRecord> records) {
    return grouped(
        records.stream(), ArchivedRecord::getPartitionKey, record -> hex(Records.bytes(record)));
  }

  private static <R> Map<String, List<String>> grouped(
      Stream<R> records, Function<R, String> key, Function<R, String> value) {
    return records.collect(
        Collectors.groupingBy(key, Collectors.mapping(value, Collectors.toList())));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
