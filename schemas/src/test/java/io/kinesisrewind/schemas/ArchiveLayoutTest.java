package io.kinesisrewind.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ArchiveLayoutTest {

  private static final long YEAR_9999_END = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  @Example
  void pathIsHiveStyleAndUtc() {
    assertThat(ArchiveHour.of("orders", Instant.parse("2026-03-01T09:59:59.999Z")).path())
        .isEqualTo("stream_name=orders/arrival_date=2026-03-01/arrival_hour=09");
  }

  @Property
  void pathComesBack(
      @ForAll("streams") String stream, @ForAll @LongRange(max = 253402300799L) long second) {
    ArchiveHour hour =
        ArchiveHour.of(stream, Instant.ofEpochSecond(Math.min(second, YEAR_9999_END)));
    assertThat(ArchiveHour.parse(hour.path())).contains(hour);
    assertThat(ArchiveHour.parse("s3://bucket/some/prefix/" + hour.path() + "/")).contains(hour);
    assertThat(hour.start()).isBeforeOrEqualTo(Instant.ofEpochSecond(second));
    assertThat(hour.end()).isAfter(Instant.ofEpochSecond(second));
  }

  @Property
  void neverLeavesTheArchive(@ForAll String name) {
    if (ArchiveHour.isStreamName(name)) {
      assertThat(name).matches("[a-zA-Z0-9_.-]+");
    } else {
      assertThatThrownBy(() -> ArchiveHour.of(name, Instant.EPOCH))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Example
  void foreignFoldersAreNotHours() {
    for (String path :
        new String[] {
          "",
          "stream_name=a/arrival_date=2026-03-01",
          "stream_name=a/arrival_date=2026-02-30/arrival_hour=01",
          "stream_name=a/arrival_date=2026-02-28/arrival_hour=24",
          "stream_name=a b/arrival_date=2026-02-28/arrival_hour=01",
          "stream_name=/arrival_date=2026-02-28/arrival_hour=01"
        }) {
      assertThat(ArchiveHour.parse(path)).as(path).isEmpty();
    }
  }

  @Property
  void fileNameTellsTheBucket(@ForAll("buckets") KeyBucket bucket) {
    String name = ArchiveFileName.of(bucket, "0f8fad5b-d9cb-469f-a165-70867728950e-17");
    assertThat(ArchiveFileName.bucket(name)).contains(bucket);
  }

  @Example
  void foreignFilesHaveNoBucket() {
    for (String name :
        new String[] {
          "part-0.parquet",
          ".bucket-00-of-04-a.parquet.inprogress",
          "bucket-04-of-04-a.parquet",
          "bucket-00-of-03-a.parquet",
          "bucket-00-of-04-a.parquet.tmp"
        }) {
      assertThat(ArchiveFileName.bucket(name)).as(name).isEmpty();
    }
  }

  @Property
  void aKeyIsInExactlyOneBucketAndInThatOfEveryCoarserCount(
      @ForAll String key, @ForAll @IntRange(max = 8) int power) {
    int count = 1 << power;
    KeyBucket bucket = KeyBucket.ofKey(key, count);
    assertThat(bucket.contains(key)).isTrue();
    for (int other = 1; other <= KeyBucket.MAX_COUNT; other *= 2) {
      assertThat(bucket.overlaps(KeyBucket.ofKey(key, other))).isTrue();
      assertThat(KeyBucket.ofKey(key, other).overlaps(bucket)).isTrue();
    }
  }

  @Property
  void bucketsOverlapOnlyWhereTheirLowBitsAgree(
      @ForAll("buckets") KeyBucket left, @ForAll("buckets") KeyBucket right) {
    int common = Math.min(left.count(), right.count());
    assertThat(left.overlaps(right)).isEqualTo(left.index() % common == right.index() % common);
  }

  /** Published values of MurmurHash3 x86 32: an archive's buckets must never move. */
  @Example
  void hashIsStable() {
    assertThat(KeyBucket.indexOf("", 256)).isZero();
    assertThat(KeyBucket.indexOf("hello", 256)).isEqualTo(0x248bfa47 & 0xFF);
    assertThat(KeyBucket.indexOf("hello, world", 256)).isEqualTo(0x149bbb7f & 0xFF);
  }

  @Provide
  Arbitrary<String> streams() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .numeric()
        .withChars("_.-")
        .ofMinLength(1)
        .ofMaxLength(128);
  }

  @Provide
  Arbitrary<KeyBucket> buckets() {
    return Arbitraries.integers()
        .between(0, 8)
        .flatMap(
            power ->
                Arbitraries.integers()
                    .between(0, (1 << power) - 1)
                    .map(index -> KeyBucket.of(index, 1 << power)));
  }
}
