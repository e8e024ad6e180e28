package io.kinesisrewind.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A replay annotation as the member {@code _rewind} of a payload that is a JSON object.
 *
 * <p>It is written as the last member and every other byte stays as it was, so that {@link #strip}
 * gives back exactly the original: white space, order of members, notation of numbers and all.
 * Reading finds it wherever a consumer that rewrote the JSON may have put it.
 */
public final class JsonMember {

  public static final String NAME = "_rewind";

  private static final BytePattern QUOTED_NAME = BytePattern.of('"' + NAME + '"');
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ObjectMapper JSON = new ObjectMapper(FACTORY);

  private JsonMember() {}

  /**
   * The payload with the annotation merged in; an annotation of an earlier replay is replaced.
   *
   * @throws NotAnnotatableException where the payload is not a JSON object in UTF-8, or has a
   *     member {@code _rewind} of another meaning
   */
  public static byte[] write(byte[] payload, ReplayAnnotation annotation)
      throws NotAnnotatableException {
    byte[] plain = CloudEventEnvelope.strip(payload);
    ObjectScan scan = ObjectScan.of(plain);
    if (scan.hasMember()) {
      if (scan.annotation().isEmpty()) {
        throw new NotAnnotatableException("it has a member " + NAME + " of its own");
      }
      plain = scan.withoutMember();
      scan = ObjectScan.of(plain);
    }
    String member = (scan.isEmpty() ? "" : ",") + '"' + NAME + "\":" + annotation.toJson();
    return spliced(plain, scan.end(), scan.end(), member.getBytes(StandardCharsets.UTF_8));
  }

  /** The annotation in the payload; empty where it is not JSON or has none. */
  public static Optional<ReplayAnnotation> read(byte[] payload) {
    return scanIfAnnotated(payload).flatMap(ObjectScan::annotation);
  }

  /** The payload without its annotation; the payload itself where it has none. */
  public static byte[] strip(byte[] payload) {
    return scanIfAnnotated(payload)
        .filter(scan -> scan.annotation().isPresent())
        .map(ObjectScan::withoutMember)
        .orElse(payload);
  }

  /** Looks for the name's bytes first: an archive job asks this of every record. */
  private static Optional<ObjectScan> scanIfAnnotated(byte[] payload) {
    if (!QUOTED_NAME.isIn(payload)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ObjectScan.of(payload));
    } catch (NotAnnotatableException e) {
      return Optional.empty(); // the name inside of something that is not a JSON object
    }
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] replacement) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + replacement.length);
    out.write(bytes, 0, from);
    out.writeBytes(replacement);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  /** Offsets found in one pass over a payload that is one JSON object. */
  private static final class ObjectScan {

    private final byte[] payload;
    private boolean empty = true;
    private int end;
    private int memberStart = -1;
    private int memberEnd;
    private Optional<ReplayAnnotation> annotation = Optional.empty();

    private ObjectScan(byte[] payload) {
      this.payload = payload;
    }

    static ObjectScan of(byte[] payload) throws NotAnnotatableException {
      // A parser would also take UTF-16 and UTF-32, where byte offsets mean something else; in JSON
      // of UTF-8 no byte is 0, in theirs the object's first brace has one beside it.
      if (payload.length == 0 || indexOfZero(payload) >= 0) {
        throw new NotAnnotatableException("it is not JSON in UTF-8");
      }
      ObjectScan scan = new ObjectScan(payload);
      try (JsonParser parser = FACTORY.createParser(payload)) {
        scan.read(parser);
      } catch (IOException e) {
        throw new NotAnnotatableException("it is not JSON");
      }
      return scan;
    }

    private void read(JsonParser parser) throws IOException, NotAnnotatableException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new NotAnnotatableException("it is JSON, but not an object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        empty = false;
        boolean ours = NAME.equals(parser.currentName());
        if (ours && memberStart >= 0) {
          throw new NotAnnotatableException("it has two members " + NAME);
        }
        int nameStart = (int) parser.currentTokenLocation().getByteOffset();
        parser.nextToken();
        if (ours) {
          JsonNode value = JSON.readTree(parser);
          annotation = ReplayAnnotation.fromJson(value);
          memberStart = nameStart;
          memberEnd = (int) parser.currentLocation().getByteOffset();
        } else {
          parser.skipChildren();
          if (parser.currentToken() == JsonToken.VALUE_STRING) {
            parser.finishToken(); // strings are read lazily, and only then found to be broken
          }
        }
      }
      end = (int) parser.currentTokenLocation().getByteOffset();
      if (parser.nextToken() != null) {
        throw new NotAnnotatableException("it is more than one JSON object");
      }
    }

    boolean isEmpty() {
      return empty;
    }

    /** Offset of the closing brace. */
    int end() {
      return end;
    }

    boolean hasMember() {
      return memberStart >= 0;
    }

    Optional<ReplayAnnotation> annotation() {
      return annotation;
    }

    /** Takes the comma before the member with it, or, where it is the first one, the one after. */
    byte[] withoutMember() {
      int from = memberStart;
      int to = memberEnd;
      int before = lastBefore(from);
      if (payload[before] == ',') {
        from = before;
      } else {
        int after = firstFrom(to);
        to = payload[after] == ',' ? after + 1 : to;
      }
      return spliced(payload, from, to, new byte[0]);
    }

    private int lastBefore(int offset) {
      int i = offset - 1;
      while (isWhiteSpace(payload[i])) {
        i--;
      }
      return i;
    }

    private int firstFrom(int offset) {
      int i = offset;
      while (isWhiteSpace(payload[i])) {
        i++;
      }
      return i;
    }

    private static boolean isWhiteSpace(byte b) {
      return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    private static int indexOfZero(byte[] payload) {
      for (int i = 0; i < payload.length; i++) {
        if (payload[i] == 0) {
          return i;
        }
      }
      return -1;
    }
  }
}
