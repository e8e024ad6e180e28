package io.kinesisrewind.replay.delivery.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.bad.DeadLetters;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.WithNull;
import org.junit.jupiter.api.Test;

class JsonLineParserTest {

  @Property(tries = 500)
  void aLineGivesItsRecordBackByteForByte(
      @ForAll @Size(max = 200) byte[] data,
      @ForAll @StringLength(max = 256) String key,
      @ForAll @WithNull @StringLength(max = 39) String hashKey,
      @ForAll @LongRange(max = 253_402_300_799_999L) long arrival,
      @ForAll boolean dead)
      throws Exception {
    ArchivedRecord record = Records.record(3, Long.MAX_VALUE, unicode(key), Records.START, data);
    record.setApproximateArrivalTimestamp(java.time.Instant.ofEpochMilli(arrival));
    record.setExplicitHashKey(hashKey == null ? null : unicode(hashKey));
    record.setReplayId(dead ? "replay-1" : null);

    byte[] line = line(record, dead ? Map.of(DeadLetters.REASON, "no \"room\"") : Map.of());

    assertThat(JsonLineParser.parse(line)).isEqualTo(record);
    assertThat(line).containsOnlyOnce('\n').endsWith('\n');
  }

  @Test
  void theLargestRecordOfKinesisFitsInALine() throws Exception {
    ArchivedRecord record = Records.record(0, 1, "k", Records.START, new byte[10 << 20]);
    assertThat(JsonLineParser.parse(line(record, Map.of()))).isEqualTo(record);
  }

  /** What can be in an archive: half a surrogate pair cannot be written as UTF-8. */
  private static String unicode(String text) {
    return text.codePoints()
        .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static byte[] line(ArchivedRecord record, Map<String, String> members)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JsonLine().encode(record, members, out);
    return out.toByteArray();
  }
}
