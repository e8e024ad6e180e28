package io.kinesisrewind.sandbox.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;

/** How a service that is told its operation in a header writes bodies: as JSON or as CBOR. */
record BodyFormat(String contentType, ObjectMapper mapper) {
  private static final ObjectMapper JSON = new JsonMapper();
  private static final ObjectMapper CBOR = new CBORMapper();

  static BodyFormat of(String contentType) {
    return new BodyFormat(contentType, contentType.contains("cbor") ? CBOR : JSON);
  }

  JsonNode read(byte[] body) throws IOException {
    return mapper.readTree(body);
  }

  byte[] write(JsonNode body) throws IOException {
    return mapper.writeValueAsBytes(body);
  }
}
