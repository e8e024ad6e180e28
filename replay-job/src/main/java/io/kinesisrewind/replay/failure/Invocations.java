package io.kinesisrewind.replay.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds invocation records in JSON, in whatever they come wrapped: the bare record as in a queue or
 * an S3 object, an SNS notification around it, any number of them one after the other, as an array,
 * as what {@code aws sqs receive-message} prints, or as the event in which Lambda itself hands on
 * messages of SQS or SNS.
 */
final class Invocations {

  /** A notification in a message in an event, and one to spare. */
  private static final int DEEPEST = 6;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Invocations() {}

  /** One value after the other: lines, or pretty-printed ones. */
  static List<JsonNode> inFile(String text) throws NotUnderstoodException {
    List<JsonNode> found = new ArrayList<>();
    try (MappingIterator<JsonNode> values =
        new ObjectMapper().readerFor(JsonNode.class).readValues(text)) {
      while (values.hasNextValue()) {
        unwrap(values.nextValue(), 0, found);
      }
      return found;
    } catch (NotUnderstoodException e) {
      throw new NotUnderstoodException("message " + (found.size() + 1) + ": " + e.getMessage());
    } catch (JsonProcessingException e) {
      throw new NotUnderstoodException(
          "line " + e.getLocation().getLineNr() + " is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new AssertionError(e); // a text has no faults
    }
  }

  /** The body of one message. */
  static List<JsonNode> inMessage(String body) throws NotUnderstoodException {
    List<JsonNode> found = new ArrayList<>();
    unwrap(parse(body), 0, found);
    return found;
  }

  /** What is no wrapping is taken for a record; what it lacks is told then. */
  private static void unwrap(JsonNode node, int depth, List<JsonNode> found)
      throws NotUnderstoodException {
    JsonNode inside = inside(node);
    if (inside == null || depth == DEEPEST) {
      found.add(node);
    } else if (inside.isArray()) {
      for (JsonNode element : inside) {
        unwrap(element, depth + 1, found);
      }
    } else {
      unwrap(inside.isTextual() ? parse(inside.textValue()) : inside, depth + 1, found);
    }
  }

  private static JsonNode inside(JsonNode node) {
    if (node.isArray()) {
      return node;
    }
    if (node.has(FailedBatch.MEMBER)) {
      return null;
    }
    for (String list : List.of("Messages", "Records")) {
      if (node.path(list).isArray()) {
        return node.get(list);
      }
    }
    for (String text : List.of("Body", "body", "Message")) {
      if (node.path(text).isTextual()) {
        return node.get(text);
      }
    }
    return node.path("Sns").isObject() ? node.get("Sns") : null;
  }

  private static JsonNode parse(String text) throws NotUnderstoodException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new NotUnderstoodException("it is not JSON");
    }
  }
}
