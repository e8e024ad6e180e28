package io.kinesisrewind.replay.source.latest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.schemas.Position;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TableItemTest {

  private final Map<String, AttributeValue> item = new HashMap<>();

  TableItemTest() {
    item.put("partitionKey", AttributeValue.fromS("k"));
    item.put("position", bytes(Position.of("99", 3).toBytes()));
    item.put("shardId", AttributeValue.fromS("shardId-000000000000"));
    item.put("approximateArrivalTimestamp", AttributeValue.fromN("1772359140.005"));
    item.put("recordData", bytes(new byte[] {1, 2}));
  }

  @Test
  void theRecordIsRead() throws Exception {
    TableItem read = TableItem.of("orders", item);

    assertThat(read.record().getStreamName()).isEqualTo("orders");
    assertThat(Position.of(read.record())).isEqualTo(Position.of("99", 3));
    assertThat(read.record().getApproximateArrivalTimestamp())
        .isEqualTo(Instant.parse("2026-03-01T09:59:00.005Z"));
    assertThat(read.record().getData().remaining()).isEqualTo(2);
    assertThat(read.hasData()).isTrue();
  }

  @Test
  void emptyDataIsData() throws Exception {
    item.put("recordData", bytes(new byte[0]));

    assertThat(TableItem.of("orders", item).hasData()).isTrue();
  }

  @Test
  void noDataIsNoData() throws Exception {
    item.remove("recordData");
    item.put("archiveLocation", AttributeValue.fromS("s3://archive/here"));

    assertThat(TableItem.of("orders", item).hasData()).isFalse();
    assertThat(TableItem.of("orders", item).archiveLocation()).hasValue("s3://archive/here");
  }

  @Test
  void expiresAtTheSecondItsTimeIsOver() throws Exception {
    item.put("expireAfter", AttributeValue.fromN("1000"));

    assertThat(TableItem.isLive(item, Instant.ofEpochSecond(999))).isTrue();
    assertThat(TableItem.isLive(item, Instant.ofEpochSecond(1_000))).isFalse();
    item.remove("expireAfter");
    assertThat(TableItem.isLive(item, Instant.MAX)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"partitionKey", "position", "shardId", "approximateArrivalTimestamp"})
  void saysWhatIsMissingOrOfAnotherType(String attribute) {
    item.remove(attribute);
    assertBroken("it has no " + attribute);

    item.put(attribute, AttributeValue.fromBool(true));
    assertBroken("it has no " + attribute);
  }

  @Test
  void saysWhatIsNotUnderstood() {
    item.put("position", bytes(new byte[] {1}));
    assertBroken("position is not a position");

    item.put("position", bytes(Position.of("99", 3).toBytes()));
    item.put("recordDataEncoding", AttributeValue.fromS("lzma"));
    assertBroken("recordDataEncoding 'lzma' is unknown to this version");

    item.put("recordDataEncoding", AttributeValue.fromS("gzip"));
    assertBroken("recordData is not gzip");

    item.remove("recordDataEncoding");
    item.put("approximateArrivalTimestamp", AttributeValue.fromN("1e30"));
    assertBroken("approximateArrivalTimestamp is not a time");
  }

  private void assertBroken(String message) {
    assertThatThrownBy(() -> TableItem.of("orders", item))
        .isInstanceOf(BrokenItemException.class)
        .hasMessageContaining(message);
  }

  private static AttributeValue bytes(byte[] value) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(value));
  }
}
