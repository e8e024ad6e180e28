package io.kinesisrewind.replay.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.replay.testing.Invocation;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureFilesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final ArchivedRecord FIRST =
      Records.record(3, 100, "a", Records.START, new byte[0]);
  private static final ArchivedRecord LAST =
      Records.record(3, 200, "b", Records.START.plusSeconds(1), new byte[0]);
  private static final String MESSAGE = Invocation.of(FIRST, LAST, 50);

  @TempDir Path folder;

  private final Problems problems = new Problems();

  @Test
  void aMessageSaysItAll() throws Exception {
    Failures failures = read(MESSAGE, null).orElseThrow();

    assertThat(failures.streamName()).isEqualTo("orders");
    FailedBatch batch = failures.batches().get(0);
    assertThat(batch.size()).isEqualTo(50);
    assertThat(batch.range().shardId()).isEqualTo(Records.shard(3));
    assertThat(batch.range().first()).isEqualTo("100");
    assertThat(batch.range().last()).isEqualTo("200");
    assertThat(batch.origin()).isEqualTo("message 1 of messages.json");
    assertThat(failures.leftOut()).isEmpty();
  }

  @Test
  void wrappingsAreTakenOff() throws Exception {
    String sns = json(Map.of("Type", "Notification", "MessageId", "x", "Message", MESSAGE));
    String inBucket = MESSAGE.replaceFirst("\\{", "{\"payload\": \"{\\\\\"Records\\\\\": []}\",");

    assertBatches(1, inBucket);
    assertBatches(1, sns);
    assertBatches(2, MESSAGE + "\n" + MESSAGE);
    assertBatches(3, oneLine(MESSAGE) + "\n\n" + oneLine(MESSAGE) + "\n" + oneLine(sns) + "\n");
    assertBatches(2, "[" + MESSAGE + "," + sns + "]");
    assertBatches(
        2, json(Map.of("Messages", List.of(Map.of("Body", MESSAGE), Map.of("Body", sns)))));
    assertBatches(
        2,
        json(
            Map.of(
                "Records",
                List.of(Map.of("body", MESSAGE), Map.of("Sns", Map.of("Message", MESSAGE))))));
  }

  @Test
  void aFolderIsAllFilesInIt() throws Exception {
    Path hour = Files.createDirectories(folder.resolve("f/aws/lambda/2026"));
    Files.writeString(hour.resolve("one"), MESSAGE);
    Files.writeString(folder.resolve("f/two"), MESSAGE);

    assertThat(read(folder.resolve("f"), null).orElseThrow().batches())
        .extracting(FailedBatch::origin)
        .containsExactly("message 1 of one", "message 1 of two");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"shardId\": \"shardId-000000000003\" | \"shardId\": \"3/../x\" | its shardId",
        "\"startSequenceNumber\": \"100\" | \"startSequenceNumber\": 100 | has no startSequence",
        "\"startSequenceNumber\": \"100\" | \"startSequenceNumber\": \"-1\" | is not a sequence",
        "\"endSequenceNumber\": \"200\" | \"endSequenceNumber\": \"99\" | is above",
        "2026-03-01T09:59:00Z | today | its approximateArrivalOfFirstRecord is not a time",
        "2026-03-01T09:59:00Z | +99999-01-01T00:00:00Z | OfFirstRecord is not a time",
        "\"batchSize\": 50 | \"batchSize\": 0 | its batchSize",
        "stream/orders | stream/../orders | its streamArn",
        "arn:aws:kinesis | arn:aws:dynamodb | its streamArn",
        "KinesisBatchInfo | DDBStreamBatchInfo | it has no KinesisBatchInfo",
      })
  void whatIsNotOneIsToldWithItsNumber(String text, String otherwise, String reason)
      throws Exception {
    assertThat(MESSAGE).contains(text);

    assertThat(read(MESSAGE + MESSAGE.replace(text, otherwise), null)).isEmpty();

    assertThat(problems.messages())
        .singleElement()
        .asString()
        .contains("messages.json: message 2 is not about a failed batch of Kinesis", reason);
  }

  @Test
  void whatIsNoFileOfMessagesIsTold() throws Exception {
    assertProblem("{", "is not JSON");
    assertProblem(MESSAGE + "{\"Body\": \"no\"}", "message 2: it is not JSON");
    assertProblem("", "holds no message");
    assertProblem("{\"Messages\": []}", "holds no message");
    assertThat(read(folder.resolve("none"), null)).isEmpty();
    assertThat(problems.messages()).last().asString().contains("is not there");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, 1});
    assertThat(read(binary, null)).isEmpty();
    assertThat(problems.messages()).last().asString().contains("is not UTF-8");
  }

  @Test
  void severalStreamsNeedAChoice() throws Exception {
    String both = MESSAGE + MESSAGE.replace("stream/orders", "stream/clicks");

    assertThat(read(both, null)).isEmpty();
    assertThat(problems.messages()).last().asString().contains("[clicks, orders]; choose one");
    assertThat(read(both, "bills")).isEmpty();
    assertThat(problems.messages()).last().asString().contains("--stream bills: is none of");

    Failures chosen = read(both, "clicks").orElseThrow();
    assertThat(chosen.batches()).hasSize(1);
    assertThat(chosen.leftOut())
        .containsExactly("message 1 of messages.json is about stream orders");
  }

  private void assertBatches(int count, String text) throws Exception {
    assertThat(read(text, "orders").orElseThrow().batches()).hasSize(count);
  }

  private void assertProblem(String text, String message) throws Exception {
    assertThat(read(text, null)).isEmpty();
    assertThat(problems.messages()).last().asString().contains(message);
  }

  private Optional<Failures> read(String text, String stream) throws IOException {
    return read(Files.writeString(folder.resolve("messages.json"), text), stream);
  }

  private Optional<Failures> read(Path file, String stream) {
    return FailureFiles.read(new org.apache.flink.core.fs.Path(file.toUri()), stream, problems);
  }

  private static String oneLine(String json) throws JsonProcessingException {
    return JSON.readTree(json).toString();
  }

  private static String json(Map<String, ?> value) throws JsonProcessingException {
    return JSON.writeValueAsString(value);
  }
}
