package io.kinesisrewind.replay.delivery.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/**
 * The inverse of {@link JsonLine}. Members beyond the columns are somebody's remarks, such as a
 * dead letter's reason, and mean nothing.
 */
public final class JsonLineParser {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private JsonLineParser() {}

  /**
   * @param line with or without its end
   * @throws BrokenLineException where a column is missing, or is not what the contract says
   */
  public static ArchivedRecord parse(byte[] line) throws BrokenLineException {
    JsonNode columns = object(line);
    return new ArchivedRecord(
        streamName(columns),
        text("shard_id", columns),
        sequenceNumber(columns),
        subSequenceNumber(columns),
        unicode("partition_key", columns),
        optionalText("explicit_hash_key", columns),
        arrival(columns),
        ByteBuffer.wrap(data(columns)),
        optionalText("replay_id", columns));
  }

  private static JsonNode object(byte[] line) throws BrokenLineException {
    try {
      JsonNode node = JSON.readTree(line);
      if (!node.isObject()) {
        throw new BrokenLineException("it is JSON, but not an object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new BrokenLineException("it is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BrokenLineException("it is not JSON in UTF-8");
    }
  }

  private static String text(String name, JsonNode columns) throws BrokenLineException {
    JsonNode value = columns.get(name);
    if (value == null || !value.isTextual()) {
      throw new BrokenLineException(value == null ? missing(name) : name + " is not a text");
    }
    return value.textValue();
  }

  private static String optionalText(String name, JsonNode columns) throws BrokenLineException {
    return columns.path(name).isNull() ? null : text(name, columns);
  }

  /** What cannot be written as UTF-8 would reach the target as something else. */
  private static String unicode(String name, JsonNode columns) throws BrokenLineException {
    String text = text(name, columns);
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new BrokenLineException(name + " is not Unicode text: half of a surrogate pair");
    }
    return text;
  }

  private static String streamName(JsonNode columns) throws BrokenLineException {
    String text = text("stream_name", columns);
    if (!ArchiveHour.isStreamName(text)) {
      throw new BrokenLineException("stream_name is not the name of a stream");
    }
    return text;
  }

  private static String sequenceNumber(JsonNode columns) throws BrokenLineException {
    String text = text("sequence_number", columns);
    if (!Position.isSequenceNumber(text)) {
      throw new BrokenLineException("sequence_number has other characters than digits");
    }
    return text;
  }

  private static long subSequenceNumber(JsonNode columns) throws BrokenLineException {
    JsonNode value = columns.path("sub_sequence_number");
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new BrokenLineException("sub_sequence_number is missing, or not a number from 0 on");
    }
    return value.longValue();
  }

  private static Instant arrival(JsonNode columns) throws BrokenLineException {
    String name = "approximate_arrival_timestamp";
    try {
      return Instant.parse(text(name, columns));
    } catch (DateTimeException e) {
      throw new BrokenLineException(name + " is not a time such as 2026-03-01T10:00:00Z");
    }
  }

  private static byte[] data(JsonNode columns) throws BrokenLineException {
    try {
      return Base64.getDecoder().decode(text("data", columns));
    } catch (IllegalArgumentException e) {
      throw new BrokenLineException("data is not base64");
    }
  }

  private static String missing(String name) {
    return "it has no member " + name;
  }
}
