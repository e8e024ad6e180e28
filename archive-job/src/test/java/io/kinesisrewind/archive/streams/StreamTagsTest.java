package io.kinesisrewind.archive.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.archive.ArchiveMode;
import io.kinesisrewind.archive.ArchiveMode.Target;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTagsTest {

  @Property
  void whatIsWrittenIsRead(
      @ForAll @NotEmpty Set<Target> targets,
      @ForAll @LongRange(min = 1, max = 3_153_600_000L) long s)
      throws TagException {
    ArchiveMode mode = mode(targets);

    Map<String, String> tags = StreamTags.of(mode, Optional.of(Duration.ofSeconds(s)));

    assertThat(StreamTags.mode(tags)).hasValue(mode);
    assertThat(StreamTags.ttl(tags)).hasValue(Duration.ofSeconds(s));
    // What Kinesis allows in a tag's value.
    assertThat(tags.values())
        .allMatch(value -> value.matches("[\\p{L}\\p{N}\\p{Z}_.:/=+@-]{0,256}"));
  }

  @Property
  void caseAndOrderDoNotMatter(@ForAll("modes") List<String> names) throws TagException {
    String value = String.join(" + ", names);

    assertThat(StreamTags.mode(Map.of(StreamTags.MODE, value)).get())
        .isEqualTo(
            mode(
                names.stream()
                    .map(name -> Target.valueOf(name.toUpperCase(Locale.ROOT)))
                    .collect(Collectors.toSet())));
  }

  @Example
  void aStreamSetUpForTheStreamArchiverIsUnderstood() throws TagException {
    Map<String, String> tags =
        Map.of("StreamArchiveMode", "ALL", "ArchiveTTL", "expireSeconds=3600", "team", "orders");

    assertThat(StreamTags.mode(tags)).hasValue(ArchiveMode.parse("all"));
    assertThat(StreamTags.ttl(tags)).hasValue(Duration.ofHours(1));
  }

  @Example
  void noTagsSayNothing() throws TagException {
    assertThat(StreamTags.mode(Map.of())).isEmpty();
    assertThat(StreamTags.ttl(Map.of())).isEmpty();
    assertThat(StreamTags.of(ArchiveMode.DEFAULT, Optional.empty()))
        .containsExactly(Map.entry("StreamArchiveMode", "parquet+latest"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", "all+", "all,latest", "+", "parquet latest"})
  void aModeThatIsNoneIsTold(String value) {
    assertThatThrownBy(() -> StreamTags.mode(Map.of(StreamTags.MODE, value)))
        .isInstanceOf(TagException.class)
        .hasMessageStartingWith("'" + value + "' is not a mode; write parquet, latest, all")
        .hasFieldOrPropertyWithValue("tag", "StreamArchiveMode");
  }

  @ParameterizedTest
  @CsvSource({
    "3600",
    "expireSeconds",
    "expireSeconds=",
    "expireSeconds=0",
    "expireSeconds=-5",
    "expireSeconds=1.5",
    "expireSeconds=1h",
    "expireSeconds=9999999999",
    "expireSeconds=99999999999999999999",
    "seconds=5"
  })
  void aTimeToLiveThatIsNoneIsTold(String value) {
    assertThatThrownBy(() -> StreamTags.ttl(Map.of(StreamTags.TTL, value)))
        .isInstanceOf(TagException.class)
        .hasMessage(
            "'" + value + "' is not a time to live; write for instance expireSeconds=86400");
  }

  @Example
  void whatCannotBeReadIsNotWritten() {
    assertThatThrownBy(
            () -> StreamTags.of(ArchiveMode.DEFAULT, Optional.of(Duration.ofMillis(1_500))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ArchiveMode mode(Set<Target> targets) {
    return ArchiveMode.parse(targets.stream().map(Target::name).collect(Collectors.joining("+")));
  }

  @Provide
  Arbitrary<List<String>> modes() {
    return Arbitraries.of("parquet", "Parquet", "LATEST", "latest", "All", "all")
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }
}
