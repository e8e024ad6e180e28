package io.kinesisrewind.replay.delivery.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.testing.Records;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

  /** Sequence numbers 9, 10, 10 (of one aggregate), 100. */
  private final Batch batch =
      Batch.of(List.of(submission(9), submission(10), submission(10), submission(100)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "\"done\"",
        "42",
        "[1]",
        "{\"statusCode\":200}",
        "{\"batchItemFailures\":null}",
        "{\"batchItemFailures\":[]}"
      })
  void whatNamesNoFailureIsASuccess(String response) {
    assertThat(read(response).kind()).isEqualTo(Answer.Kind.SUCCESS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"itemIdentifier\":\"9\"}] | 0",
        "[{\"itemIdentifier\":\"10\"}] | 1",
        "[{\"itemIdentifier\":\"100\"}] | 3",
        "[{\"itemIdentifier\":\"100\"},{\"itemIdentifier\":\"10\"}] | 1",
        "[{\"itemIdentifier\":100}] | 3",
      })
  void theLowestFailureCounts(String failures, int index) {
    Answer answer = read("{\"batchItemFailures\":" + failures + "}");

    assertThat(answer.kind()).isEqualTo(Answer.Kind.FAILED_FROM);
    assertThat(answer.index()).isEqualTo(index);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "ok",
        "{} {",
        "{\"batchItemFailures\":\"9\"}",
        "{\"batchItemFailures\":{\"itemIdentifier\":\"9\"}}",
        "{\"batchItemFailures\":[\"9\"]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"identifier\":\"9\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"11\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"10\"},{\"itemIdentifier\":\"\"}]}"
      })
  void whatNobodyCanReadFailsTheBatch(String response) {
    assertThat(read(response).kind()).isEqualTo(Answer.Kind.FAILED);
    assertThat(read(response).reason()).isNotBlank();
  }

  @Test
  void aResponseMayBeIgnoredButNotAnError() {
    Answers answers = new Answers(true);

    assertThat(answers.read(Reply.returned("{".getBytes(UTF_8)), batch).kind())
        .isEqualTo(Answer.Kind.SUCCESS);
    assertThat(answers.read(Reply.functionError("{}".getBytes(UTF_8)), batch).kind())
        .isEqualTo(Answer.Kind.FAILED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"errorMessage\":\"no such order\",\"errorType\":\"KeyError\"} | KeyError: no such order",
        "{\"errorMessage\":\"Task timed out after 3.00 seconds\"} | Task timed out after 3.00 s",
        "{\"errorMessage\":\"two\\nlines\",\"errorType\":\"E\"} | E: two lines",
        "{\"message\":\"x\"} | {\"message\":\"x\"}",
        "crashed | crashed"
      })
  void anErrorSaysWhatTheFunctionSays(String payload, String reason) {
    Answer answer = new Answers(false).read(Reply.functionError(payload.getBytes(UTF_8)), batch);

    assertThat(answer.kind()).isEqualTo(Answer.Kind.FAILED);
    assertThat(answer.reason()).startsWith(reason);
  }

  @Test
  void aLongErrorIsCut() {
    byte[] payload = ("{\"errorMessage\":\"" + "x".repeat(100_000) + "\"}").getBytes(UTF_8);

    assertThat(new Answers(false).read(Reply.functionError(payload), batch).reason())
        .hasSize(503)
        .endsWith("x...");
  }

  @Test
  void noAnswerFailsAndTooLargeIsSaidSo() {
    Answers answers = new Answers(false);

    assertThat(answers.read(Reply.of(Reply.Kind.NO_ANSWER, "16min"), batch).reason())
        .isEqualTo("16min");
    assertThat(answers.read(Reply.of(Reply.Kind.TOO_LARGE, "big"), batch).kind())
        .isEqualTo(Answer.Kind.TOO_LARGE);
  }

  private Answer read(String response) {
    return new Answers(false).read(Reply.returned(response.getBytes(UTF_8)), batch);
  }

  private static Submission submission(long sequence) {
    return new Submission(Records.record(0, sequence, "k", Records.START, new byte[0]));
  }
}
