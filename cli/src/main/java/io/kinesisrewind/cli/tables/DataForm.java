package io.kinesisrewind.cli.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** How a record's data is shown. */
public enum DataForm {
  /** In a line of JSON, exactly as a replay to a file writes it. */
  base64,
  /** In a line of JSON: a payload that is JSON as JSON, else UTF-8 as text, else in base64. */
  json,
  /** Nothing but the data. */
  raw;

  private static final JsonFactory JSON = new JsonFactory();
  private static final String BASE64_MEMBER = "data_base64";

  /**
   * Writes the member {@code data} for eyes and for jq. What is not even text goes, so that the
   * member has one meaning, into a member of its own behind it, and {@code data} is null.
   */
  static void writeReadable(ByteBuffer data, JsonGenerator json) throws IOException {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      json.writeNull();
      json.writeBinaryField(BASE64_MEMBER, bytes);
      return;
    }
    if (isJson(text)) {
      // As it is, so that no number changes. In JSON a line break never stands inside a value.
      json.writeRawValue(text.replace('\n', ' ').replace('\r', ' '));
    } else {
      json.writeString(text);
    }
  }

  /** Whether the text is one JSON value and nothing else. */
  private static boolean isJson(String text) {
    int depth = 0;
    int values = 0;
    try (JsonParser parser = JSON.createParser(text)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        values += depth == 0 ? 1 : 0;
      }
      return values == 1;
    } catch (IOException e) {
      return false;
    }
  }
}
