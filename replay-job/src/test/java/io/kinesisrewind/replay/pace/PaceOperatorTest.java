package io.kinesisrewind.replay.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness throws Exception when closed
class PaceOperatorTest {

  private static final long START = Records.START.toEpochMilli();

  private final SourceGate gate = SourceGate.make();
  private boolean unreachable;

  @AfterEach
  void leave() {
    gate.close();
  }

  @Test
  void recordsLeaveInTheirOrderAtTheRateAndTheRestIsInTheCheckpoint() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var pace = pace(PaceLimits.NONE.withRecordsPerSecond(10))) {
      pace.open();
      put(pace, 1, 50);
      pace.processWatermark(new Watermark(START + 20));
      run(pace, 0, 1_000);

      assertThat(numbers(pace)).hasSizeBetween(9, 12).isSorted().startsWith(1);
      assertThat(pace.getOutput()).doesNotHaveAnyElementsOfTypes(Watermark.class);
      checkpoint = pace.snapshot(1, 1);
      run(pace, 1_000, 1_500);
    }
    try (var pace = pace(PaceLimits.NONE.withRecordsPerSecond(10))) {
      pace.initializeState(checkpoint);
      pace.open();
      put(pace, 51, 60);
      assertThat(gate.isHolding()).isTrue();
      run(pace, 0, 10_000);

      assertThat(numbers(pace)).hasSizeBetween(48, 52).isSorted().endsWith(60);
      assertThat(gate.isHolding()).isFalse();
      assertThat(gate.nothingHeld()).isDone();
      pace.endInput();
    }
  }

  @Test
  void aWatermarkLeavesBehindItsRecords() throws Exception {
    try (var pace = pace(PaceLimits.NONE.withRecordsPerSecond(1_000))) {
      pace.open();
      pace.processWatermark(new Watermark(1));
      put(pace, 1, 3);
      pace.processWatermark(new Watermark(2));
      put(pace, 4, 4);
      run(pace, 0, 100);

      assertThat(pace.getOutput().stream().map(PaceOperatorTest::text))
          .containsExactly("mark 1", "1", "2", "3", "mark 2", "4");
    }
  }

  @Test
  void theSourceWaitsWhileEnoughIsHeld() throws Exception {
    try (var pace = pace(PaceLimits.NONE.withRecordsPerSecond(100))) {
      pace.open();
      put(pace, 1, HeldRecords.FULL_RECORDS - 1);
      assertThat(gate.notFull()).isDone();
      put(pace, HeldRecords.FULL_RECORDS, HeldRecords.FULL_RECORDS + 10);
      assertThat(gate.notFull()).isNotDone();
      CompletableFuture<Void> waiting = gate.notFull();

      run(pace, 0, 1_000);

      assertThat(waiting).isDone();
      assertThat(gate.notFull()).isDone();
    }
  }

  @Test
  void atASpeedRecordsLeaveAsTheyArrivedAndTogetherWithThoseOfTheirTime() throws Exception {
    try (var pace = pace(PaceLimits.NONE.withSpeed(10))) {
      pace.open();
      put(pace, 1, 5); // a second apart
      List<Integer> leftAt = new ArrayList<>();
      for (int now = 0; leftAt.size() < 5 && now < 10_000; now++) {
        run(pace, now, now);
        while (leftAt.size() < numbers(pace).size()) {
          leftAt.add(now);
        }
      }

      assertThat(leftAt).hasSize(5);
      for (int i = 0; i < 5; i++) {
        // 100 ms each, and a few for questions and answers
        assertThat(leftAt.get(i)).isBetween(100 * i, 100 * i + 20);
      }
    }
  }

  @Test
  void whatIsLateWaitsForNobody() throws Exception {
    try (var pace = pace(PaceLimits.NONE.withSpeed(1))) {
      pace.open();
      put(pace, 100, 100);
      put(pace, 1, 50);
      run(pace, 0, 50);

      assertThat(numbers(pace)).hasSize(51).startsWith(100, 1).endsWith(50);
    }
  }

  @Test
  void aJobManagerThatDoesNotAnswerIsAskedAgain() throws Exception {
    try (var pace = pace(PaceLimits.NONE.withRecordsPerSecond(1_000))) {
      pace.open();
      unreachable = true;
      put(pace, 1, 3);
      run(pace, 0, 3_000);
      assertThat(pace.getOutput()).isEmpty();
      unreachable = false;
      run(pace, 3_000, 5_000);

      assertThat(numbers(pace)).containsExactly(1, 2, 3);
    }
  }

  private OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> pace(PaceLimits limits)
      throws Exception {
    GlobalPace global = new GlobalPace(limits, 0);
    PaceAsking.Opening opening =
        (context, time) ->
            new PaceAsking(
                new PaceAuthority() {
                  @Override
                  public CompletableFuture<PaceGrant> ask(PaceRequest request) {
                    return unreachable
                        ? CompletableFuture.failedFuture(new IllegalStateException("induced"))
                        : CompletableFuture.completedFuture(
                            global.ask(request, time.getCurrentProcessingTime() * 1_000_000));
                  }

                  @Override
                  public void close() {}
                },
                time,
                limits,
                context,
                Optional.empty());
    return new OneInputStreamOperatorTestHarness<>(new PaceOperatorFactory(opening));
  }

  /** Records with these numbers, a second of arrival apart. */
  private static void put(
      OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> pace, int from, int to)
      throws Exception {
    for (int number = from; number <= to; number++) {
      ArchivedRecord record =
          Records.record(
              0, number, "key-" + number % 3, Records.START.plusSeconds(number), new byte[10]);
      pace.processElement(
          new StreamRecord<>(record, record.getApproximateArrivalTimestamp().toEpochMilli()));
    }
  }

  /** Lets processing time pass, millisecond by millisecond. */
  private static void run(
      OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> pace, long from, long to)
      throws Exception {
    for (long now = from; now <= to; now++) {
      pace.setProcessingTime(now);
      Optional<Mail> mail = pace.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
      while (mail.isPresent()) {
        mail.get().run();
        pace.setProcessingTime(now);
        mail = pace.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
      }
    }
  }

  private static List<Integer> numbers(
      OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> pace) {
    return pace.extractOutputValues().stream()
        .map(record -> Integer.valueOf(record.getSequenceNumber()))
        .toList();
  }

  private static String text(Object element) {
    return element instanceof Watermark mark
        ? "mark " + mark.getTimestamp()
        : ((ArchivedRecord) ((StreamRecord<?>) element).getValue()).getSequenceNumber();
  }
}
