package io.kinesisrewind.replay.annotate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.bad.BadRecordException;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.CloudEventEnvelope;
import io.kinesisrewind.schemas.JsonMember;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class AnnotateTest {

  @Test
  void theAnnotationGoesInAndTheRestStays() throws BadRecordException {
    ArchivedRecord record = record("{ \"a\" : 1 }".getBytes(UTF_8));

    byte[] data = Records.bytes(annotate(AnnotationForm.json, "v").annotated(record));

    assertThat(JsonMember.read(data).orElseThrow().annotations()).containsEntry("k", "v");
    assertThat(new String(JsonMember.strip(data), UTF_8)).isEqualTo("{ \"a\" : 1 }");
    assertThat(record).isEqualTo(record("{ \"a\" : 1 }".getBytes(UTF_8)));
  }

  @Test
  void withoutAnAnnotationARecordIsItself() throws BadRecordException {
    ArchivedRecord record = record(new byte[] {0, -1});
    assertThat(annotate(AnnotationForm.none, "v").annotated(record)).isSameAs(record);
  }

  @Test
  void whatIsNotAJsonObjectCannotCarryTheMember() {
    assertThatThrownBy(() -> annotate(AnnotationForm.json, "v").annotated(record(new byte[0])))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("cannot carry an annotation: it is not JSON in UTF-8");
  }

  @Property(tries = 300)
  void anEnvelopeGivesAnyPayloadAndItsPairsBack(
      @ForAll @Size(max = 300) byte[] payload, @ForAll @StringLength(max = 20) String value)
      throws BadRecordException {
    String text = new String(value.getBytes(UTF_8), UTF_8);
    ArchivedRecord record = record(payload);

    byte[] data = Records.bytes(annotate(AnnotationForm.envelope, text).annotated(record));

    ReplayAnnotation annotation = CloudEventEnvelope.read(data).orElseThrow();
    assertThat(ReplayAnnotation.strip(data)).isEqualTo(payload);
    assertThat(annotation.replayId()).isEqualTo("id");
    assertThat(annotation.shardId()).isEqualTo(record.getShardId());
    assertThat(annotation.position().sequenceNumber()).isEqualTo("7");
    assertThat(annotation.arrival()).isEqualTo(Records.START);
    assertThat(annotation.annotations()).containsExactlyEntriesOf(Map.of("k", text));
  }

  @Property(tries = 50)
  void anEnvelopeOfAnEarlierReplayIsReplacedAndNotWrapped(@ForAll @Size(max = 50) byte[] payload)
      throws BadRecordException {
    Annotate envelope = annotate(AnnotationForm.envelope, "v");
    ArchivedRecord once = envelope.annotated(record(payload));

    byte[] twice = Records.bytes(envelope.annotated(once));

    assertThat(ReplayAnnotation.strip(twice)).isEqualTo(payload);
    assertThat(twice.length).isLessThan(Records.bytes(once).length + 20);
  }

  private static Annotate annotate(AnnotationForm form, String value) {
    return new Annotate(form, "id", Map.of("k", value));
  }

  private static ArchivedRecord record(byte[] data) {
    return Records.record(3, 7, "key", Records.START, data);
  }
}
