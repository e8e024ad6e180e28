package io.kinesisrewind.replay.delivery.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.Shard;

class ShardRatesTest {

  private static final long MILLI = 1_000_000;
  private static final BigInteger HALF = BigInteger.TWO.pow(127);

  private final AtomicLong nanos = new AtomicLong();
  private final ShardRates rates = new ShardRates(nanos::get, 1);

  @Test
  void nothingIsHeldBackUntilAShardThrottles() {
    for (int i = 0; i < 100_000; i++) {
      assertThat(rates.take(entry("key-" + i, null))).isTrue();
    }
    assertThat(rates.bound()).isZero();
  }

  @Test
  void ofAShardThatTakesAThousandASecondNearlyAllIsUsedAndLittleRefused() {
    int second = 0;
    int inSecond = 0;
    int accepted = 0;
    int refused = 0;
    for (int at = 0; at < 60_000; at++) { // milliseconds
      nanos.set(at * MILLI);
      if (at / 1_000 != second) {
        second = at / 1_000;
        inSecond = 0;
      }
      for (int i = 0; i < 20 && rates.take(entry("key", null)); i++) {
        PutResult result = inSecond < 1_000 ? PutResult.ACCEPTED : PutResult.THROTTLED;
        inSecond++;
        accepted += result == PutResult.ACCEPTED ? 1 : 0;
        refused += result == PutResult.THROTTLED ? 1 : 0;
        rates.settled(entry("key", null), result);
      }
    }

    assertThat(accepted / 60_000.0).isGreaterThan(0.93);
    // Most of them in the first second, when nothing is known of the shard.
    assertThat(refused).isLessThan(accepted / 30);
  }

  @Test
  void whatOthersTakeIsGivenWayToAndTakenBackWhenTheyAreGone() {
    for (int at = 0; at < 5_000; at++) {
      nanos.set(at * MILLI);
      boolean goes = rates.take(entry("key", null));
      if (goes) {
        // one record in ten milliseconds is left
        rates.settled(entry("key", null), at % 10 == 0 ? PutResult.ACCEPTED : PutResult.THROTTLED);
      }
    }
    assertThat(rates.bound()).isEqualTo(1);
    int before = taken(rates);

    nanos.addAndGet(60_000 * MILLI);
    rates.take(entry("key", null));

    assertThat(before).isLessThan(250);
    assertThat(rates.bound()).isZero();
  }

  @Test
  void tasksShareAFullShardFromTheStart() {
    ShardRates ofOneInFour = new ShardRates(nanos::get, 4);

    ofOneInFour.settled(entry("key", null), PutResult.THROTTLED);

    assertThat(taken(ofOneInFour)).isBetween(237, 287); // a quarter, and what is added in a second
  }

  @Test
  void aShardThatThrottlesDoesNotHoldUpAnother() {
    rates.shards(
        ShardRanges.of(List.of(shard("a", BigInteger.ZERO, null), shard("b", HALF, null))));
    PutEntry toA = entry("key", BigInteger.ONE.toString());
    PutEntry toB = entry("key", HALF.toString());

    rates.settled(toA, PutResult.THROTTLED);

    assertThat(rates.take(toA)).isFalse();
    assertThat(rates.take(toB)).isTrue();
  }

  @Test
  void afterAReshardingTheNewShardsStartAfresh() {
    rates.shards(ShardRanges.of(List.of(shard("a", BigInteger.ZERO, null))));
    PutEntry entry = entry("key", HALF.add(BigInteger.ONE).toString());
    rates.settled(entry, PutResult.THROTTLED);
    assertThat(rates.take(entry)).isFalse();

    rates.shards(
        ShardRanges.of(
            List.of(
                shard("a", BigInteger.ZERO, "99"),
                shard("b", BigInteger.ZERO, null),
                shard("c", HALF, null))));

    assertThat(rates.take(entry)).isTrue();
    assertThat(rates.bound()).isZero();
  }

  @Test
  void keysGoWhereKinesisPutsThem() {
    // The example of RFC 1321: the MD5 of "abc".
    assertThat(entry("abc", null).hashKey())
        .isEqualTo(new BigInteger("900150983cd24fb0d6963f7d28e17f72", 16));
    assertThat(entry("abc", "7").hashKey()).isEqualTo(BigInteger.valueOf(7));
  }

  /** How many of a second's milliseconds let a record go. */
  private int taken(ShardRates asked) {
    int count = 0;
    for (int i = 0; i < 1_000; i++) {
      nanos.addAndGet(MILLI);
      count += asked.take(entry("key", null)) ? 1 : 0;
    }
    return count;
  }

  private static PutEntry entry(String key, String hashKey) {
    return new PutEntry(key, hashKey, ByteBuffer.allocate(1));
  }

  private static Shard shard(String id, BigInteger start, String end) {
    return Shard.builder()
        .shardId(id)
        .hashKeyRange(range -> range.startingHashKey(start.toString()).endingHashKey("0"))
        .sequenceNumberRange(range -> range.startingSequenceNumber("1").endingSequenceNumber(end))
        .build();
  }
}
