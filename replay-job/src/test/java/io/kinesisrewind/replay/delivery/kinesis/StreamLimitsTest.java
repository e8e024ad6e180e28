package io.kinesisrewind.replay.delivery.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamLimitsTest {

  private static final StreamLimits USUAL = new StreamLimits(StreamLimits.USUAL_RECORD_KIB);
  private static final int MIB = 1 << 20;

  @Test
  void dataAndKeyCountTogetherUpToWhatIsSetForTheStream() {
    String key = "ключ"; // eight bytes
    assertThat(USUAL.refusal(record(key, MIB - 8), true)).isEmpty();
    assertThat(USUAL.refusal(record(key, MIB - 7), true).orElseThrow())
        .isEqualTo("has 1048577 bytes of data and key, and the stream takes 1048576");
    assertThat(new StreamLimits(10_240).refusal(record(key, 10 * MIB - 8), true)).isEmpty();
    assertThat(new StreamLimits(10_240).refusal(record(key, 10 * MIB - 7), true)).isPresent();
  }

  @Test
  void aKeyHasOneTo256Characters() {
    String character = "\uD83D\uDD11"; // one, of two units
    assertThat(USUAL.refusal(record(character.repeat(256), 1), true)).isEmpty();
    assertThat(USUAL.refusal(record("x".repeat(257), 1), true).orElseThrow())
        .contains("a partition key of 257 characters");
    assertThat(USUAL.refusal(record("", 1), true).orElseThrow()).contains("of 0 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "01", "1.5", "0x1", "340282366920938463463374607431768211456"})
  void whatIsNoHashKeyIsRefusedWhereItWouldBePut(String hashKey) {
    ArchivedRecord record = record("k", 1);
    record.setExplicitHashKey(hashKey);
    assertThat(USUAL.refusal(record, true).orElseThrow()).contains("--keep-hash-keys false");
    assertThat(USUAL.refusal(record, false)).isEmpty();
  }

  @Test
  void theLowestAndTheHighestHashKeyAreTaken() {
    ArchivedRecord record = record("k", 1);
    record.setExplicitHashKey("0");
    assertThat(USUAL.refusal(record, true)).isEmpty();
    record.setExplicitHashKey(BigInteger.TWO.pow(128).subtract(BigInteger.ONE).toString());
    assertThat(USUAL.refusal(record, true)).isEmpty();
  }

  private static ArchivedRecord record(String key, int bytes) {
    return Records.record(0, 1, key, Records.START, new byte[bytes]);
  }
}
