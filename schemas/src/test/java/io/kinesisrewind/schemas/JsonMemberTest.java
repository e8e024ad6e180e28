package io.kinesisrewind.schemas;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonMemberTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");

  @Property
  void strippingGivesBackTheVeryBytes(
      @ForAll("objects") byte[] payload, @ForAll("annotations") ReplayAnnotation annotation)
      throws NotAnnotatableException {
    byte[] annotated = JsonMember.write(payload, annotation);

    assertThat(JsonMember.read(annotated)).contains(annotation);
    assertThat(JsonMember.strip(annotated)).isEqualTo(payload);
  }

  @Property
  void addsOneMemberAndChangesNoOther(
      @ForAll("objects") byte[] payload, @ForAll("annotations") ReplayAnnotation annotation)
      throws NotAnnotatableException, IOException {
    JsonNode annotated = JSON.readTree(JsonMember.write(payload, annotation));

    assertThat(annotated.has("_rewind")).isTrue();
    assertThat(without(annotated)).isEqualTo(JSON.readTree(payload));
  }

  @Property
  void anotherReplayReplacesTheAnnotation(
      @ForAll("objects") byte[] payload,
      @ForAll("annotations") ReplayAnnotation first,
      @ForAll("annotations") ReplayAnnotation second)
      throws NotAnnotatableException {
    byte[] twice = JsonMember.write(JsonMember.write(payload, first), second);

    assertThat(twice).isEqualTo(JsonMember.write(payload, second));
  }

  @Property
  void findsTheMemberWhereverAConsumerPutIt(
      @ForAll("objects") byte[] payload, @ForAll("annotations") ReplayAnnotation annotation)
      throws NotAnnotatableException, IOException {
    ObjectNode annotated = (ObjectNode) JSON.readTree(JsonMember.write(payload, annotation));
    ObjectNode first = JSON.createObjectNode();
    first.set("_rewind", annotated.get("_rewind"));
    first.setAll(without(annotated));
    byte[] rewritten = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(first);

    assertThat(JsonMember.read(rewritten)).contains(annotation);
    assertThat(JSON.readTree(JsonMember.strip(rewritten))).isEqualTo(JSON.readTree(payload));
  }

  @Property
  void anyBytesAreReadWithoutFailing(@ForAll byte[] payload) {
    assertThat(JsonMember.read(payload)).isEmpty();
    assertThat(JsonMember.strip(payload)).isSameAs(payload);
  }

  @Example
  void saysWhatCannotBeAnnotated() {
    assertNotAnnotatable(new byte[0], "not JSON");
    assertNotAnnotatable(new byte[] {(byte) 0xFF, (byte) 0xFE, 1}, "not JSON");
    assertNotAnnotatable("{\"a\":1}".getBytes(UTF_16), "not JSON in UTF-8");
    assertNotAnnotatable("[1]".getBytes(UTF_8), "not an object");
    assertNotAnnotatable("{\"a\":1".getBytes(UTF_8), "not JSON");
    assertNotAnnotatable("{\"a\":\"\\x\"}".getBytes(UTF_8), "not JSON");
    assertNotAnnotatable("{} {}".getBytes(UTF_8), "more than one");
    assertNotAnnotatable("{\"_rewind\":7}".getBytes(UTF_8), "of its own");
    assertNotAnnotatable("{\"_rewind\":7,\"_rewind\":8}".getBytes(UTF_8), "two members");
  }

  @Example
  void somebodyElsesMemberIsLeftAlone() {
    byte[] payload = "{\"_rewind\":{\"tape\":3}}".getBytes(UTF_8);

    assertThat(JsonMember.read(payload)).isEmpty();
    assertThat(JsonMember.strip(payload)).isSameAs(payload);
  }

  @Example
  void aNestedMemberIsNotAnAnnotation() throws NotAnnotatableException {
    byte[] inner = JsonMember.write("{}".getBytes(UTF_8), annotation("1", 0, Map.of()));
    byte[] payload = ("{\"copy\":" + new String(inner, UTF_8) + "}").getBytes(UTF_8);

    assertThat(JsonMember.read(payload)).isEmpty();
    assertThat(JsonMember.strip(payload)).isSameAs(payload);
  }

  @Example
  void keepsWhatAParserWouldLose() throws NotAnnotatableException {
    byte[] payload =
        " {\"n\" : 1.00000000000000000000001e+3,\r\n\t\"é\": \"\\u00e9\"} \n".getBytes(UTF_8);
    byte[] annotated = JsonMember.write(payload, annotation("7", 1, Map.of("overwrite", "true")));

    assertThat(new String(annotated, UTF_8))
        .startsWith(" {\"n\" : 1.00000000000000000000001e+3,\r\n\t\"é\": \"\\u00e9\",\"_rewind\":{")
        .contains("\"annotations\":{\"overwrite\":\"true\"}")
        .endsWith("}} \n");
    assertThat(JsonMember.strip(annotated)).isEqualTo(payload);
  }

  private static ObjectNode without(JsonNode annotated) {
    ObjectNode copy = annotated.deepCopy();
    copy.remove("_rewind");
    return copy;
  }

  private static void assertNotAnnotatable(byte[] payload, String reason) {
    assertThatThrownBy(() -> JsonMember.write(payload, annotation("1", 0, Map.of())))
        .isInstanceOf(NotAnnotatableException.class)
        .hasMessageContaining(reason);
  }

  private static ReplayAnnotation annotation(String sequence, long sub, Map<String, String> pairs) {
    return ReplayAnnotation.of(
        TestRecords.record("shardId-000000000000", sequence, sub, "key", new byte[0]),
        "replay-1",
        NOW,
        pairs);
  }

  @Provide
  Arbitrary<ReplayAnnotation> annotations() {
    return Combinators.combine(
            Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(56),
            Arbitraries.longs().between(0, Long.MAX_VALUE),
            Arbitraries.maps(text(), text()).ofMaxSize(3))
        .as(JsonMemberTest::annotation);
  }

  @Provide
  Arbitrary<byte[]> objects() {
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            text().map(s -> (Object) s),
            Arbitraries.longs().map(n -> (Object) n),
            Arbitraries.doubles().map(d -> (Object) d),
            Arbitraries.of(true, false).map(b -> (Object) b),
            Arbitraries.maps(text(), text()).ofMaxSize(2).map(m -> (Object) m),
            text().list().ofMaxSize(2).map(l -> (Object) l));
    return Combinators.combine(
            Arbitraries.maps(text(), values).ofMaxSize(5), Arbitraries.of(true, false))
        .as(JsonMemberTest::bytes);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.oneOf(
        Arbitraries.strings().alpha().ofMaxLength(8),
        Arbitraries.strings().withChars("{}[],:\"\\ _rewind\n\té€").ofMaxLength(8),
        Arbitraries.of("😀", "\u0001", "\"_rewind\""));
  }

  private static byte[] bytes(Map<String, Object> object, boolean pretty) {
    try {
      return pretty
          ? JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(object)
          : JSON.writeValueAsBytes(object);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
