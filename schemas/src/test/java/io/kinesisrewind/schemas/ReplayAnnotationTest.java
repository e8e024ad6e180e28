package io.kinesisrewind.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Example;

class ReplayAnnotationTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Map<String, String> OVERWRITE = Map.of("overwrite", "true");

  private final ArchivedRecord original =
      TestRecords.record("shardId-000000000000", "100", 2, "key", "{}".getBytes(UTF_8));

  @Example
  void namesTheOriginal() {
    ReplayAnnotation annotation = ReplayAnnotation.of(original, "r1", NOW, Map.of("a", "b"));

    assertNamesTheOriginal(annotation);
    assertThat(annotation.replayId()).isEqualTo("r1");
    assertThat(annotation.replayedAt()).isEqualTo(NOW);
    assertThat(annotation.annotations()).isEqualTo(Map.of("a", "b"));
  }

  @Example
  void goesOnNamingTheOriginalOfWhatCameThroughAReplay() throws NotAnnotatableException {
    for (String stream : new String[] {"orders", "elsewhere"}) {
      ReplayAnnotation again =
          ReplayAnnotation.of(replayed(stream, Map.of("a", "b")), "r2", NOW, Map.of());

      assertNamesTheOriginal(again);
      assertThat(again.replayId()).isEqualTo("r2");
      assertThat(again.annotations()).isEmpty();
    }
  }

  @Example
  void whatOverwroteInItsOwnStreamIsAnOriginal() throws NotAnnotatableException {
    ReplayAnnotation again =
        ReplayAnnotation.of(replayed("orders", OVERWRITE), "r2", NOW, Map.of());

    assertThat(again.streamName()).isEqualTo("orders");
    assertThat(again.shardId()).isEqualTo("shardId-000000000007");
    assertThat(again.position()).isEqualTo(Position.of("300", 0));
  }

  @Example
  void whatOverwroteElsewhereIsNot() throws NotAnnotatableException {
    assertNamesTheOriginal(
        ReplayAnnotation.of(replayed("elsewhere", OVERWRITE), "r2", NOW, Map.of()));
  }

  private void assertNamesTheOriginal(ReplayAnnotation annotation) {
    assertThat(annotation.streamName()).isEqualTo("orders");
    assertThat(annotation.shardId()).isEqualTo("shardId-000000000000");
    assertThat(annotation.position()).isEqualTo(Position.of("100", 2));
    assertThat(annotation.arrival()).isEqualTo(original.getApproximateArrivalTimestamp());
  }

  /** The original as it stands in a stream after a replay. */
  private ArchivedRecord replayed(String stream, Map<String, String> pairs)
      throws NotAnnotatableException {
    ReplayAnnotation annotation = ReplayAnnotation.of(original, "r1", NOW, pairs);
    byte[] data = JsonMember.write(original.getData().array(), annotation);
    ArchivedRecord record =
        TestRecords.record("shardId-000000000007", "300", 0, "key", new byte[0]);
    record.setStreamName(stream);
    record.setData(ByteBuffer.wrap(data));
    return record;
  }
}
