package io.kinesisrewind.replay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.plan.PlanTotals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // Flink's harness throws Exception when closed
class LedgerTest {

  private static final PlanTotals TEN_ROWS = new PlanTotals(1, 1, 10, true);

  @TempDir Path archive;

  private final KeptClaim claim = new KeptClaim();

  @Test
  void anAccountThatAddsUpIsClosed() {
    assertThatCode(() -> Ledger.balance(counts(10, 1, 2, 7, 6, 1), TEN_ROWS))
        .doesNotThrowAnyException();
    assertThatCode(() -> Ledger.balance(counts(9, 0, 2, 7, 6, 1), new PlanTotals(1, 1, 10, false)))
        .doesNotThrowAnyException();
    assertThatCode(() -> Ledger.balance(counts(9, 0, 2, 7, 6, 1), PlanTotals.UNKNOWN))
        .doesNotThrowAnyException();
  }

  @Test
  void anAccountThatDoesNotAddUpSaysWhichSumIsWrong() {
    assertThatThrownBy(() -> Ledger.balance(counts(10, 1, 2, 7, 6, 0), TEN_ROWS))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessageContaining("selected is not delivered + skipped + dead-lettered");
    assertThatThrownBy(() -> Ledger.balance(counts(10, 1, 1, 7, 7, 0), TEN_ROWS))
        .hasMessageContaining("read is not selected + filtered + duplicates");
    assertThatThrownBy(() -> Ledger.balance(counts(9, 1, 1, 7, 7, 0), TEN_ROWS))
        .hasMessageContaining("the plan says 10 rows");
    assertThatThrownBy(
            () -> Ledger.balance(counts(11, 2, 2, 7, 7, 0), new PlanTotals(1, 1, 10, false)))
        .hasMessageContaining("the plan says at most 10 rows");
  }

  @Test
  void theLedgerSumsUpAcrossARestartAndCompletesWithTheLastCheckpoint() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var ledger = harness(true)) {
      ledger.open();
      ledger.processElement(new StreamRecord<>(counts(6, 0, 0, 6, 5, 0)));
      checkpoint = ledger.snapshot(1, 1);
      ledger.processElement(new StreamRecord<>(counts(3, 0, 0, 3, 3, 0)));
    }
    try (var ledger = harness(true)) {
      ledger.initializeState(checkpoint);
      ledger.open();
      ledger.processElement(new StreamRecord<>(counts(4, 1, 2, 1, 2, 0)));
      ledger.endInput();
      ledger.notifyOfCompletedCheckpoint(1);

      assertThat(status().state()).isEqualTo(ReplayState.RUNNING);
      assertThat(status().counts()).isEqualTo(counts(10, 1, 2, 7, 7, 0));
      assertThat(claim.calls).doesNotContain("settle");

      ledger.snapshot(2, 2);
      ledger.notifyOfCompletedCheckpoint(2);

      assertThat(status().state()).isEqualTo(ReplayState.COMPLETED);
      assertThat(status().finishedAt()).isPresent();
      assertThat(claim.calls).endsWith("settle");
      assertThat(ledger.extractOutputValues()).containsExactly(counts(10, 1, 2, 7, 7, 0));
    }
    try (var files = Files.list(archive.resolve(StatusFile.FOLDER))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void withoutCheckpointsTheEndIsTheEnd() throws Exception {
    try (var ledger = harness(false)) {
      ledger.open();
      ledger.processElement(new StreamRecord<>(counts(10, 0, 0, 10, 10, 0)));
      ledger.processWatermark(1_000);
      ledger.endInput();
    }

    assertThat(status().state()).isEqualTo(ReplayState.COMPLETED);
    assertThat(status().eventTime()).contains(java.time.Instant.ofEpochSecond(1));
  }

  @Test
  void aClaimIsRenewedAndWhatIsLeftOfItIsOnRecord() throws Exception {
    claim.left = "3 messages are still there";
    try (var ledger = harness(false)) {
      ledger.open();
      ledger.setProcessingTime(Duration.ofMinutes(3).toMillis());
      assertThat(claim.calls).hasSizeGreaterThan(1).containsOnly("renew");
      ledger.processElement(new StreamRecord<>(counts(10, 0, 0, 10, 10, 0)));
      ledger.endInput();
    }

    assertThat(status().state()).isEqualTo(ReplayState.COMPLETED);
    assertThat(status().message()).contains("3 messages are still there");
  }

  @Test
  void whatDoesNotAddUpFailsTheReplayAndIsOnRecord() throws Exception {
    try (var ledger = harness(true)) {
      ledger.open();
      ledger.processElement(new StreamRecord<>(counts(10, 0, 0, 10, 9, 0)));

      assertThatThrownBy(ledger::endInput).isInstanceOf(ReplayFailedException.class);
    }

    assertThat(status().state()).isEqualTo(ReplayState.FAILED);
    assertThat(status().message().orElseThrow()).contains("The account does not add up");
    assertThat(claim.calls).doesNotContain("settle");
  }

  @Test
  void theStatusIsCurrentWhileTheReplayRuns() throws Exception {
    try (var ledger = harness(true)) {
      ledger.open();
      ledger.processElement(new StreamRecord<>(counts(3, 0, 0, 3, 1, 0)));
      ledger.setProcessingTime(LedgerOperator.PERIOD.toMillis() + 1);

      assertThat(status().state()).isEqualTo(ReplayState.RUNNING);
      assertThat(status().counts().delivered).isEqualTo(1);
      assertThat(status().options()).containsEntry("from", "now");
    }
  }

  @Test
  void countsAreSentBeforeABarrierAndAtTheEnd() throws Exception {
    CountedStep<Integer, Integer> step =
        (number, counts) -> {
          counts.read++;
          return number % 2 == 0 ? Optional.of(number) : Optional.empty();
        };
    try (var counting = new OneInputStreamOperatorTestHarness<>(new CountingOperator<>(step))) {
      counting.setup(
          Types.INT.createSerializer(
              new org.apache.flink.api.common.serialization.SerializerConfigImpl()));
      counting.open();
      for (int i = 0; i < 5; i++) {
        counting.processElement(new StreamRecord<>(i));
      }
      assertThat(counting.getSideOutput(CountingOperator.COUNTS)).isNull();
      counting.prepareSnapshotPreBarrier(1);
      assertThat(counting.getSideOutput(CountingOperator.COUNTS))
          .extracting(record -> record.getValue().read)
          .containsExactly(5L);
      counting.processElement(new StreamRecord<>(5));
      counting.endInput();
      assertThat(counting.getSideOutput(CountingOperator.COUNTS))
          .extracting(record -> record.getValue().read)
          .containsExactly(5L, 1L);
      assertThat(counting.extractOutputValues()).containsExactly(0, 2, 4);
    }
  }

  private OneInputStreamOperatorTestHarness<Counts, Counts> harness(boolean checkpointed)
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new LedgerOperator(
            file(),
            ReplayStatus.started("id", "orders", "file:x", Map.of("from", "now"), TEN_ROWS),
            checkpointed,
            claim));
  }

  /** Keeps what has been asked of it; the harness works on this very object. */
  private static final class KeptClaim implements Claim {

    private static final long serialVersionUID = 1L;

    private final ArrayList<String> calls = new ArrayList<>();
    private String left;

    @Override
    public void renew() {
      calls.add("renew");
    }

    @Override
    public Optional<String> settle() {
      calls.add("settle");
      return Optional.ofNullable(left);
    }

    @Override
    public void release() {
      calls.add("release");
    }
  }

  private StatusFile file() {
    return StatusFile.of(new org.apache.flink.core.fs.Path(archive.toUri()), "id");
  }

  private ReplayStatus status() throws Exception {
    return file().read().orElseThrow();
  }

  private static Counts counts(
      long read, long filtered, long duplicates, long selected, long delivered, long skipped) {
    Counts counts = new Counts();
    counts.read = read;
    counts.filtered = filtered;
    counts.duplicates = duplicates;
    counts.selected = selected;
    counts.delivered = delivered;
    counts.skipped = skipped;
    return counts;
  }
}
