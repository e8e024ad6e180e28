package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.streaming.api.operators.StreamFilter;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

@SuppressWarnings("try") // the harness may be interrupted while it closes
class TableRecordsTest {

  @Example
  void passesOriginalsOfItsStreamsThatDynamoDbCanHave() throws Exception {
    ArchivedRecord replayed = Records.record("a", 1);
    replayed.setReplayId("replay-1");
    ArchivedRecord ofAnother = Records.record("a", 2);
    ofAnother.setStreamName("clicks");
    ArchivedRecord original = Records.record("a", 3);
    try (var harness = harness()) {
      for (ArchivedRecord record :
          List.of(replayed, ofAnother, original, Records.record("", 4), Records.record("", 5))) {
        harness.processElement(record, 0);
      }

      assertThat(harness.extractOutputValues()).containsExactly(original);
    }
  }

  @Property
  void aKeyIsMeasuredAsDynamoDbDoes(@ForAll @IntRange(max = 700) int length, @ForAll Width width) {
    String key = width.character.repeat(length);
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;

    assertThat(TableRecords.isPossible(key)).isEqualTo(bytes >= 1 && bytes <= 2048);
  }

  @Example
  void theLongestKeyPassesAndOneByteMoreDoesNot() {
    assertThat(TableRecords.isPossible("k".repeat(2048))).isTrue();
    assertThat(TableRecords.isPossible("k".repeat(2049))).isFalse();
  }

  /** Of a character, in UTF-8. */
  enum Width {
    ONE("k"),
    TWO("\u00e9"),
    THREE("\u20ac"),
    FOUR("\uD83D\uDE00");

    private final String character;

    Width(String character) {
      this.character = character;
    }
  }

  private static OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> harness()
      throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new StreamFilter<>(TableRecords.of(List.of(Records.STREAM))));
    harness.open();
    return harness;
  }
}
