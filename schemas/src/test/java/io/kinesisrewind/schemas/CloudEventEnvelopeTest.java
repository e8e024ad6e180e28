package io.kinesisrewind.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CloudEventEnvelopeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");

  @Property
  void strippingGivesBackTheVeryBytes(
      @ForAll byte[] payload, @ForAll("annotations") ReplayAnnotation annotation) {
    byte[] enveloped = CloudEventEnvelope.write(payload, annotation);

    assertThat(CloudEventEnvelope.read(enveloped)).contains(annotation);
    assertThat(CloudEventEnvelope.strip(enveloped)).isEqualTo(payload);
  }

  @Property
  void eitherFormIsFoundWithoutSayingWhich(
      @ForAll("annotations") ReplayAnnotation annotation, @ForAll boolean member)
      throws NotAnnotatableException {
    byte[] payload = "{\"a\": 1}".getBytes(UTF_8);
    byte[] annotated =
        member
            ? JsonMember.write(payload, annotation)
            : CloudEventEnvelope.write(payload, annotation);

    assertThat(ReplayAnnotation.read(annotated)).contains(annotation);
    assertThat(ReplayAnnotation.strip(annotated)).isEqualTo(payload);
  }

  @Property(tries = 200)
  void anotherReplayReplacesAnAnnotationOfEitherForm(
      @ForAll("annotations") ReplayAnnotation first, @ForAll("annotations") ReplayAnnotation second)
      throws NotAnnotatableException {
    byte[] payload = "{\"a\": 1}".getBytes(UTF_8);

    for (byte[] once :
        new byte[][] {JsonMember.write(payload, first), CloudEventEnvelope.write(payload, first)}) {
      assertThat(CloudEventEnvelope.write(once, second))
          .isEqualTo(CloudEventEnvelope.write(payload, second));
      assertThat(JsonMember.write(once, second)).isEqualTo(JsonMember.write(payload, second));
    }
  }

  @Property
  void isACloudEvent(@ForAll byte[] payload, @ForAll("annotations") ReplayAnnotation annotation)
      throws IOException {
    JsonNode event = JSON.readTree(CloudEventEnvelope.write(payload, annotation));

    assertThat(event.get("specversion").textValue()).isEqualTo("1.0");
    assertThat(event.get("id").textValue())
        .isEqualTo("replay-1/shardId-000000000000/" + annotation.position());
    assertThat(java.net.URI.create(event.get("source").textValue()))
        .hasToString("urn:kinesis:orders");
    assertThat(event.get("type").textValue()).isEqualTo("io.kinesisrewind.replayed");
    assertThat(Instant.parse(event.get("time").textValue())).isEqualTo(annotation.arrival());
    assertThat(Base64.getDecoder().decode(event.get("data_base64").textValue())).isEqualTo(payload);
    for (Iterator<String> names = event.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      assertThat(name).matches("data_base64|[a-z0-9]{1,20}");
      assertThat(event.get(name).isTextual()).isTrue();
    }
  }

  @Property
  void anyBytesAreReadWithoutFailing(@ForAll byte[] payload) {
    assertThat(ReplayAnnotation.read(payload)).isEmpty();
    assertThat(ReplayAnnotation.strip(payload)).isSameAs(payload);
  }

  @Example
  void whatIsNotQuiteAnEnvelopeIsLeftAlone() throws IOException {
    byte[] envelope = CloudEventEnvelope.write(new byte[] {1, 2}, annotation("7", 0, Map.of()));

    assertNoEnvelope(with(envelope, "specversion", "0.3"));
    assertNoEnvelope(with(envelope, "data_base64", "not base64!"));
    assertNoEnvelope(without(envelope, "data_base64"));
    assertNoEnvelope(without(envelope, "rewindreplayid"));
    assertNoEnvelope(with(envelope, "rewindsequence", "-7"));
    assertNoEnvelope(with(envelope, "rewindsubsequence", "many"));
    assertNoEnvelope(with(envelope, "time", "yesterday"));
    assertNoEnvelope(with(envelope, "rewindannotations", "{"));
    assertNoEnvelope((new String(envelope, UTF_8) + "{}").getBytes(UTF_8));
    assertNoEnvelope(("[" + new String(envelope, UTF_8) + "]").getBytes(UTF_8));
  }

  @Example
  void anEnvelopeThatAConsumerHasRewrittenIsFound() throws IOException {
    ReplayAnnotation annotation = annotation("7", 3, Map.of("overwrite", "true"));
    ObjectNode event =
        (ObjectNode) JSON.readTree(CloudEventEnvelope.write(new byte[] {1, 2}, annotation));
    event.put("traceparent", "00-1-2-00");

    byte[] rewritten = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(event);

    assertThat(ReplayAnnotation.read(rewritten)).contains(annotation);
    assertThat(ReplayAnnotation.strip(rewritten)).containsExactly(1, 2);
  }

  private static void assertNoEnvelope(byte[] payload) {
    assertThat(ReplayAnnotation.read(payload)).isEmpty();
    assertThat(ReplayAnnotation.strip(payload)).isSameAs(payload);
  }

  private static byte[] with(byte[] envelope, String name, String value) throws IOException {
    return JSON.writeValueAsBytes(((ObjectNode) JSON.readTree(envelope)).put(name, value));
  }

  private static byte[] without(byte[] envelope, String name) throws IOException {
    return JSON.writeValueAsBytes(((ObjectNode) JSON.readTree(envelope)).without(name));
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
    Arbitrary<String> text =
        Arbitraries.strings().ofMaxLength(8).filter(UTF_8.newEncoder()::canEncode);
    return Combinators.combine(
            Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(56),
            Arbitraries.longs().between(0, Long.MAX_VALUE),
            Arbitraries.maps(text, text).ofMaxSize(3))
        .as(CloudEventEnvelopeTest::annotation);
  }
}
