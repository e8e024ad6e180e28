package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.Serializable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a stream takes of a record.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html">PutRecord</a>
 * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/large-records.html">Handle large
 *     records</a>
 */
final class StreamLimits implements Serializable {

  /** In KiB, of a stream for which nothing else has been set. */
  static final int USUAL_RECORD_KIB = 1024;

  private static final int MOST_KEY_CHARACTERS = 256;
  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,38}");
  private static final BigInteger HASH_KEYS = BigInteger.TWO.pow(128);
  private static final int KIB = 1024;

  private static final long serialVersionUID = 1L;

  private final int recordKib;

  /**
   * @param recordKib of data and partition key together, as set for the stream
   */
  StreamLimits(int recordKib) {
    this.recordKib = recordKib;
  }

  /**
   * @param withHashKey whether it is put with its explicit hash key
   * @return why the stream would not take the record; empty where it does
   */
  Optional<String> refusal(ArchivedRecord record, boolean withHashKey) {
    String key = record.getPartitionKey();
    int characters = key.codePointCount(0, key.length());
    if (characters == 0 || characters > MOST_KEY_CHARACTERS) {
      return Optional.of(
          "has a partition key of "
              + characters
              + " characters, and Kinesis takes 1 to "
              + MOST_KEY_CHARACTERS);
    }
    if (withHashKey && !isHashKey(record.getExplicitHashKey())) {
      return Optional.of(
          "has an explicit hash key that is none, '"
              + record.getExplicitHashKey()
              + "'; --keep-hash-keys false goes by the partition key");
    }
    long bytes = key.getBytes(StandardCharsets.UTF_8).length + (long) record.getData().remaining();
    return bytes <= (long) recordKib * KIB
        ? Optional.empty()
        : Optional.of(
            "has " + bytes + " bytes of data and key, and the stream takes " + recordKib * KIB);
  }

  private static boolean isHashKey(String text) {
    return text == null
        || (DECIMAL.matcher(text).matches() && new BigInteger(text).compareTo(HASH_KEYS) < 0);
  }
}
