package io.kinesisrewind.replay.annotate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.JsonMember;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnotateTest {

  private final Counts counts = new Counts();

  @Test
  void theAnnotationGoesInAndTheRestStays() {
    Optional<ArchivedRecord> out = annotate(BadRecords.fail).apply(record("{ \"a\" : 1 }"), counts);

    byte[] data = Records.bytes(out.orElseThrow());
    assertThat(JsonMember.read(data).orElseThrow().annotations()).containsEntry("k", "v");
    assertThat(new String(JsonMember.strip(data), UTF_8)).isEqualTo("{ \"a\" : 1 }");
    assertThat(counts).isEqualTo(new Counts());
  }

  @Test
  void whatIsNotJsonFailsAndIsNamed() {
    assertThatThrownBy(() -> annotate(BadRecords.fail).apply(record("\u0000\u0001"), counts))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessageContaining("Record 7/0 of shardId-000000000003 cannot carry an annotation")
        .hasMessageContaining("--on-bad-record skip");
  }

  @Test
  void whatIsNotJsonIsSkippedAndCounted() {
    assertThat(annotate(BadRecords.skip).apply(record("[1]"), counts)).isEmpty();
    assertThat(counts.skipped).isEqualTo(1);
  }

  @Test
  void whatWouldGetTooLargeIsBadToo() {
    String large = "{\"a\":\"" + "x".repeat(Annotate.MAX_RECORD_BYTES - 100) + "\"}";

    assertThatThrownBy(() -> annotate(BadRecords.fail).apply(record(large), counts))
        .hasMessageContaining("Kinesis takes 1048576");
  }

  private static Annotate annotate(BadRecords badRecords) {
    return new Annotate("id", Map.of("k", "v"), badRecords);
  }

  private static ArchivedRecord record(String data) {
    return Records.record(3, 7, "key", Records.START, data.getBytes(UTF_8));
  }
}
