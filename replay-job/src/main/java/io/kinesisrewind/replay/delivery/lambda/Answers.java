package io.kinesisrewind.replay.delivery.lambda;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads replies as a mapping does that has {@code ReportBatchItemFailures} (Lambda Developer Guide,
 * "Configuring partial batch response with Kinesis Data Streams and Lambda").
 *
 * <p>A response without the member {@code batchItemFailures}, or with an empty one or null, is a
 * success. One that is not JSON, or names a failure in a way that no record can be told from, fails
 * the batch as a whole.
 */
final class Answers implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_REASON = 500;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final boolean ignoreResponse;

  /**
   * @param ignoreResponse whether what the function returns is of no matter, as without {@code
   *     ReportBatchItemFailures}
   */
  Answers(boolean ignoreResponse) {
    this.ignoreResponse = ignoreResponse;
  }

  /** Of any reply but one that asks for another try. */
  Answer read(Reply reply, Batch batch) {
    switch (reply.kind()) {
      case RETURNED:
        return ignoreResponse ? Answer.success() : response(reply.payload(), batch);
      case FUNCTION_ERROR:
        return Answer.failed(error(reply.payload()));
      case TOO_LARGE:
        return Answer.tooLarge(reply.message());
      default:
        return Answer.failed(reply.message());
    }
  }

  private static Answer response(byte[] payload, Batch batch) {
    if (payload.length == 0) {
      return Answer.success();
    }
    JsonNode failures;
    try {
      failures = JSON.readTree(payload).path("batchItemFailures");
    } catch (IOException e) {
      return Answer.failed("the response is not JSON: " + text(payload));
    }
    if (failures.isMissingNode() || failures.isNull()) {
      return Answer.success();
    }
    if (!failures.isArray()) {
      return Answer.failed("batchItemFailures is not a list: " + text(payload));
    }
    return failures.isEmpty() ? Answer.success() : firstOf(failures, batch);
  }

  private static Answer firstOf(JsonNode failures, Batch batch) {
    Map<String, Integer> indexes = indexes(batch.records());
    int first = batch.size();
    for (JsonNode failure : failures) {
      Integer index = indexes.get(failure.path("itemIdentifier").asText(""));
      if (index == null) {
        return Answer.failed(
            "batchItemFailures has an itemIdentifier that is no sequence number of the batch: "
                + shortened(failure.toString()));
      }
      first = Math.min(first, index);
    }
    return Answer.failedFrom(first, "the function reports it in batchItemFailures");
  }

  /** Of the first record of each sequence number: those of an aggregate share one. */
  private static Map<String, Integer> indexes(List<Submission> records) {
    Map<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < records.size(); i++) {
      indexes.putIfAbsent(records.get(i).record().getSequenceNumber(), i);
    }
    return indexes;
  }

  private static String error(byte[] payload) {
    try {
      JsonNode error = JSON.readTree(payload);
      if (error.hasNonNull("errorMessage")) {
        String type = error.path("errorType").asText("");
        String message = error.path("errorMessage").asText();
        return shortened(type.isEmpty() ? message : type + ": " + message);
      }
    } catch (IOException e) {
      // whatever it is, the user is told
    }
    return text(payload);
  }

  private static String text(byte[] payload) {
    return shortened(new String(payload, StandardCharsets.UTF_8));
  }

  /** What a function says goes into logs and messages: in one line, and not without end. */
  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
  }
}
