package io.kinesisrewind.replay.bad;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.annotate.Annotate;
import io.kinesisrewind.replay.annotate.AnnotationForm;
import io.kinesisrewind.replay.delivery.ReplayTarget;
import io.kinesisrewind.replay.ledger.CountedOperator;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness throws Exception when closed
class PrepareTest {

  /** Annotated, it is some 300 bytes longer. */
  private static final int MOST_BYTES = 1_000;

  private static final String GOOD = "{\"a\":1}";
  private static final String NOT_JSON = "\u0001";
  private static final String FULL = "{\"a\":\"" + "x".repeat(MOST_BYTES - 20) + "\"}";
  private static final String TOO_LARGE = "x".repeat(MOST_BYTES + 1);

  private final List<ArchivedRecord> out = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();
  private Counts counts;

  @Test
  void whatIsGoodGoesOnAnnotated() throws Exception {
    prepare(BadRecords.fail, GOOD);

    byte[] data = Records.bytes(out.get(0));
    assertThat(ReplayAnnotation.read(data).orElseThrow().replayId()).isEqualTo("id");
    assertThat(new String(ReplayAnnotation.strip(data), UTF_8)).isEqualTo(GOOD);
    assertThat(counts).isEqualTo(new Counts());
  }

  @Test
  void aBadRecordIsNamedWithTheReasonAndTheRemedies() {
    assertThatThrownBy(() -> prepare(BadRecords.fail, NOT_JSON))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessage(
            "Record 7/0 of shardId-000000000003 cannot carry an annotation: it is not JSON;"
                + " --on-bad-record skip leaves such records out, dead-letter keeps them in a"
                + " folder, pass delivers them as they are");
    assertThatThrownBy(() -> prepare(BadRecords.fail, FULL))
        .hasMessageContaining("with its annotation has")
        .hasMessageContaining("takes 1000");
    assertThatThrownBy(() -> prepare(BadRecords.fail, "{\"" + TOO_LARGE + "\":1}"))
        .hasMessageContaining("000000003 has 1007 bytes, and the target takes 1000");
  }

  @Test
  void whatIsSkippedIsCounted() throws Exception {
    prepare(BadRecords.skip, GOOD, NOT_JSON, FULL, TOO_LARGE, GOOD);

    assertThat(out).hasSize(2);
    assertThat(letters).isEmpty();
    assertThat(counts.skipped).isEqualTo(3);
    assertThat(counts.settled()).isEqualTo(3);
  }

  @Test
  void aDeadLetterIsTheRecordAsItWasAndTheReason() throws Exception {
    prepare(BadRecords.deadLetter, GOOD, NOT_JSON, FULL, TOO_LARGE);

    assertThat(out).hasSize(1);
    assertThat(letters)
        .extracting(letter -> new String(Records.bytes(letter.getRecord()), UTF_8))
        .containsExactly(NOT_JSON, FULL, TOO_LARGE);
    assertThat(letters)
        .extracting(DeadLetter::getReason)
        .satisfiesExactly(
            reason -> assertThat(reason).endsWith("it is not JSON"),
            reason -> assertThat(reason).startsWith("with its annotation"),
            reason -> assertThat(reason).endsWith("it is not JSON"));
    assertThat(counts.deadLettered).isEqualTo(3);
  }

  @Test
  void whatPassesIsDeliveredAsItIs() throws Exception {
    prepare(BadRecords.pass, NOT_JSON, FULL, GOOD);

    assertThat(out)
        .extracting(record -> new String(Records.bytes(record), UTF_8))
        .startsWith(NOT_JSON, FULL)
        .last()
        .asString()
        .contains("_rewind");
    assertThat(counts.passed).isEqualTo(2);
    assertThat(counts.settled()).isZero(); // the target counts its deliveries
  }

  @Test
  void whatTheTargetDoesNotTakeAsItIsCannotPass() {
    assertThatThrownBy(() -> prepare(BadRecords.pass, TOO_LARGE))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessageEndingWith("pass cannot deliver this one");
  }

  private void prepare(BadRecords action, String... payloads) throws Exception {
    Annotate annotate = new Annotate(AnnotationForm.json, "id", Map.of());
    Prepare prepare = new Prepare(annotate, new SmallTarget(), new BadRecordHandler(action));
    try (var harness =
        new OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord>(prepare)) {
      harness.open();
      for (String payload : payloads) {
        harness.processElement(
            new StreamRecord<>(
                Records.record(3, 7, "key", Records.START, payload.getBytes(UTF_8)), 5));
      }
      harness.endInput();
      out.addAll(harness.extractOutputValues());
      letters.addAll(side(harness.getSideOutput(DeadLetter.TAG)));
      counts = new Counts();
      side(harness.getSideOutput(CountedOperator.COUNTS)).forEach(counts::add);
    }
  }

  private static <T> List<T> side(Iterable<StreamRecord<T>> output) {
    List<T> values = new ArrayList<>();
    if (output != null) {
      output.forEach(element -> values.add(element.getValue()));
    }
    return values;
  }

  private static final class SmallTarget implements ReplayTarget {

    private static final long serialVersionUID = 1L;

    @Override
    public Optional<String> refuses(ArchivedRecord record) {
      int bytes = record.getData().remaining();
      return bytes <= MOST_BYTES
          ? Optional.empty()
          : Optional.of("has " + bytes + " bytes, and the target takes " + MOST_BYTES);
    }

    @Override
    public SingleOutputStreamOperator<?> deliver(DataStream<ArchivedRecord> records) {
      throw new UnsupportedOperationException();
    }
  }
}
