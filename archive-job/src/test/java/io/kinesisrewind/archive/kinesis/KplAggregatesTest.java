package io.kinesisrewind.archive.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.runtime.kpl.KplAggregate;
import io.kinesisrewind.runtime.kpl.KplRecord;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.Messages;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.Messages.AggregatedRecord;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.UserRecord;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Through the very library that the connector takes aggregates apart with. */
class KplAggregatesTest {

  private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
  private static final String TOO_HIGH = BigInteger.ONE.shiftLeft(128).toString();

  @Test
  void aWholeAggregateIsTakenApart() {
    assertThat(read(framed(good().build().toByteArray())))
        .extracting(record -> new String(record, StandardCharsets.UTF_8))
        .containsExactly("one", "two");
    assertSameAsTakenApartHere(framed(good().build().toByteArray()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damaged")
  void aDamagedAggregateIsThePlainRecordThatItIs(String damage, byte[] data) {
    assertThat(read(data)).containsExactly(data);
    assertThat(KplAggregate.takeApart(ByteBuffer.wrap(data))).isEmpty();
  }

  static Stream<Arguments> damaged() {
    byte[] good = good().build().toByteArray();
    byte[] wrongChecksum = framed(good);
    wrongChecksum[wrongChecksum.length - 1] ^= 1;
    return Stream.of(
        Arguments.of("nothing", new byte[0]),
        Arguments.of("magic only", MAGIC),
        Arguments.of("magic and a checksum, nothing between", framed(new byte[0])),
        Arguments.of("wrong checksum", wrongChecksum),
        Arguments.of("truncated", Arrays.copyOf(framed(good), 30)),
        Arguments.of("truncated inside, checksum right", framed(Arrays.copyOf(good, 20))),
        Arguments.of("no records", framed(builder().addPartitionKeyTable("a").build())),
        Arguments.of("no such key", framed(with(record(7)))),
        Arguments.of("no such key, the first record good", framed(with(record(0), record(7)))),
        Arguments.of("key index too high for an int", framed(with(record(1L << 32)))),
        Arguments.of("no such hash key", framed(with(hashed(7)))),
        Arguments.of("hash key that is no number", framed(with(hashed(0)))),
        Arguments.of("hash key out of range", framed(with(hashed(1)))),
        Arguments.of("negative hash key", framed(with(hashed(2)))));
  }

  /** Whatever one byte is changed to, with a checksum that is right. */
  @Property(tries = 2000)
  void nothingIsEverDroppedAndNothingFails(
      @ForAll @IntRange(max = 1000) int position, @ForAll byte value) throws Exception {
    byte[] message = good().build().toByteArray();
    message[position % message.length] = value;
    byte[] data = framed(message);

    List<byte[]> records = read(data);

    assertThat(records).isNotEmpty();
    if (records.size() > 1 || !Arrays.equals(records.get(0), data)) {
      assertThat(records).hasSize(AggregatedRecord.parseFrom(message).getRecordsCount());
    }
    assertSameAsTakenApartHere(data);
  }

  /** What replays read from a stream is what is archived of it: keys, hash keys, data, places. */
  private static void assertSameAsTakenApartHere(byte[] data) {
    List<KplRecord> ours = KplAggregate.takeApart(ByteBuffer.wrap(data));
    List<UserRecord> archived = userRecords(data);
    if (ours.isEmpty()) {
      assertThat(archived).hasSize(1).noneMatch(UserRecord::isAggregated);
      return;
    }
    assertThat(archived).hasSameSizeAs(ours);
    for (int i = 0; i < ours.size(); i++) {
      UserRecord record = archived.get(i);
      assertThat(record.getSubSequenceNumber()).isEqualTo(i);
      assertThat(ours.get(i).partitionKey()).isEqualTo(record.getPartitionKey());
      assertThat(ours.get(i).explicitHashKey().orElse(null)).isEqualTo(record.getExplicitHashKey());
      assertThat(ByteBuffer.wrap(ours.get(i).data())).isEqualTo(record.getData());
    }
  }

  /** What a schema gets to see. */
  private static List<byte[]> read(byte[] data) {
    return userRecords(data).stream().map(KplAggregatesTest::unshield).toList();
  }

  private static List<UserRecord> userRecords(byte[] data) {
    Record record =
        new Record()
            .withSequenceNumber("1")
            .withPartitionKey("key")
            .withData(KplAggregates.shield(ByteBuffer.wrap(data)));
    return UserRecord.deaggregate(List.of(record), BigInteger.ZERO, KplAggregates.HIGHEST_HASH_KEY);
  }

  private static byte[] unshield(UserRecord record) {
    byte[] data = new byte[record.getData().remaining()];
    record.getData().get(data);
    return KplAggregates.unshield(data);
  }

  private static AggregatedRecord.Builder builder() {
    return AggregatedRecord.newBuilder();
  }

  private static AggregatedRecord.Builder good() {
    return builder()
        .addPartitionKeyTable("key")
        .addExplicitHashKeyTable("17")
        .addRecords(record(0).setData(ByteString.copyFromUtf8("one")))
        .addRecords(record(0).setData(ByteString.copyFromUtf8("two")).setExplicitHashKeyIndex(0));
  }

  private static AggregatedRecord with(Messages.Record.Builder... records) {
    AggregatedRecord.Builder aggregate =
        builder()
            .addPartitionKeyTable("key")
            .addExplicitHashKeyTable("hash")
            .addExplicitHashKeyTable(TOO_HIGH)
            .addExplicitHashKeyTable("-1");
    for (Messages.Record.Builder record : records) {
      aggregate.addRecords(record);
    }
    return aggregate.build();
  }

  private static Messages.Record.Builder record(long keyIndex) {
    return Messages.Record.newBuilder()
        .setPartitionKeyIndex(keyIndex)
        .setData(ByteString.copyFromUtf8("data"));
  }

  private static Messages.Record.Builder hashed(long hashKeyIndex) {
    return record(0).setExplicitHashKeyIndex(hashKeyIndex);
  }

  private static byte[] framed(AggregatedRecord message) {
    return framed(message.toByteArray());
  }

  private static byte[] framed(byte[] message) {
    try {
      ByteArrayOutputStream framed = new ByteArrayOutputStream();
      framed.write(MAGIC);
      framed.write(message);
      framed.write(MessageDigest.getInstance("MD5").digest(message));
      return framed.toByteArray();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
