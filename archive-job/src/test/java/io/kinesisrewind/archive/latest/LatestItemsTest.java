package io.kinesisrewind.archive.latest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.latest.LatestItem.Form;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.LatestTable;
import io.kinesisrewind.schemas.Position;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LatestItemsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:01.5Z");

  private final LatestItems items =
      LatestItems.in(ArchiveLocation.in(new Path("s3://bucket/archive"), 4));

  @Property
  void anItemSaysWhatTheRecordIs(@ForAll("records") ArchivedRecord record) {
    Map<String, AttributeValue> item = attributes(record);

    assertThat(item.get(LatestTable.PARTITION_KEY).s()).isEqualTo(record.getPartitionKey());
    assertThat(item.get(LatestTable.SHARD_ID).s()).isEqualTo(record.getShardId());
    assertThat(item.get(LatestTable.RECORD_DATA).b().asByteBuffer()).isEqualTo(record.getData());
    assertThat(Position.fromBytes(item.get(LatestTable.POSITION).b().asByteArray()))
        .isEqualTo(Position.of(record))
        .isEqualTo(
            Position.of(
                item.get(LatestTable.SEQUENCE_NUMBER).s(),
                Long.parseLong(item.get(LatestTable.SUB_SEQUENCE_NUMBER).n())));
  }

  @Test
  void timesAreWrittenAsTheContractSays() {
    ArchivedRecord record =
        Records.record("a", 1, Instant.parse("2026-03-01T12:00:00.042Z"), new byte[0]);

    Map<String, AttributeValue> item = attributes(record);

    assertThat(item.get(LatestTable.APPROXIMATE_ARRIVAL_TIMESTAMP).n()).isEqualTo("1772366400.042");
    assertThat(item.get(LatestTable.LAST_UPDATE).s()).isEqualTo("2026-03-01T12:00:01.500Z");
    assertThat(item).doesNotContainKeys(LatestTable.RECORD_DATA_ENCODING, LatestTable.EXPIRE_AFTER);
  }

  @Test
  void dataThatJustFitsIsLeftAsItIs() {
    LatestItem item = items.of(Records.record("a", 1, random(room())));

    assertThat(item.form()).isEqualTo(Form.AS_PUT);
    assertThat(size(items.attributes(item, NOW))).isLessThanOrEqualTo(LatestTable.MAX_ITEM_BYTES);
  }

  @Test
  void aByteMoreIsCompressed() throws IOException {
    byte[] data = "abc".repeat(room() / 3 + 1).getBytes(StandardCharsets.UTF_8);

    LatestItem item = items.of(Records.record("a", 1, data));

    assertThat(item.form()).isEqualTo(Form.GZIP);
    Map<String, AttributeValue> attributes = items.attributes(item, NOW);
    assertThat(attributes.get(LatestTable.RECORD_DATA_ENCODING).s()).isEqualTo(LatestTable.GZIP);
    assertThat(gunzip(attributes.get(LatestTable.RECORD_DATA).b().asByteArray())).isEqualTo(data);
  }

  @Test
  void whatCannotBeCompressedIsToBeFoundInTheArchive() {
    LatestItem item = items.of(Records.record("a", 1, random(room() + 1)));

    assertThat(item.form()).isEqualTo(Form.LEFT_OUT);
    Map<String, AttributeValue> attributes = items.attributes(item, NOW);
    assertThat(attributes).doesNotContainKey(LatestTable.RECORD_DATA);
    assertThat(attributes.get(LatestTable.ARCHIVE_LOCATION).s())
        .matches(
            "s3://bucket/archive/stream_name=orders/arrival_date=2026-03-01/arrival_hour=12/"
                + "bucket-0[0-3]-of-04-");
  }

  @Test
  void withoutAnArchiveItPointsNowhere() {
    LatestItem item =
        LatestItems.in(ArchiveLocation.none()).of(Records.record("a", 1, random(1 << 20)));

    assertThat(items.attributes(item, NOW))
        .doesNotContainKeys(LatestTable.RECORD_DATA, LatestTable.ARCHIVE_LOCATION);
  }

  @Test
  void theLongestKeyLeavesRoomForAllTheRest() {
    String key = "\uD83D\uDE00".repeat(256);
    int room = LatestTable.MAX_ITEM_BYTES - LatestItems.bytesBesideData(Records.record(key, 1));

    LatestItem item = items.of(Records.record(key, 1, random(room)));

    assertThat(item.form()).isEqualTo(Form.AS_PUT);
    assertThat(size(items.attributes(item, NOW))).isLessThanOrEqualTo(LatestTable.MAX_ITEM_BYTES);
  }

  private Map<String, AttributeValue> attributes(ArchivedRecord record) {
    return items.attributes(items.of(record), NOW);
  }

  private static int room() {
    return LatestTable.MAX_ITEM_BYTES - LatestItems.bytesBesideData(Records.record("a", 1));
  }

  private static byte[] random(int size) {
    byte[] data = new byte[size];
    new Random(1).nextBytes(data);
    return data;
  }

  private static byte[] gunzip(byte[] data) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(data)).readAllBytes();
  }

  /** As DynamoDB counts, numbers at their most. */
  private static int size(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToInt(
            entry -> {
              AttributeValue value = entry.getValue();
              int bytes =
                  value.s() != null
                      ? value.s().getBytes(StandardCharsets.UTF_8).length
                      : value.b() != null ? value.b().asByteArrayUnsafe().length : 21;
              return entry.getKey().length() + bytes;
            })
        .sum();
  }

  @Provide
  Arbitrary<ArchivedRecord> records() {
    return Records.any();
  }
}
