package io.kinesisrewind.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Example;

class ReplacedFileTest {

  private static final Instant TIME = Instant.parse("2026-03-01T12:34:56.789Z");
  private static final String FILE = "bucket-03-of-04-0b5a.parquet";

  @Example
  void liesWhereNoTableLooks() {
    ArchiveHour hour = ArchiveHour.of("orders", TIME);

    assertThat(ReplacedFile.folder(hour))
        .isEqualTo("_replaced/stream_name=orders/arrival_date=2026-03-01/arrival_hour=12");
    assertThat(ReplacedFile.name(FILE, TIME))
        .isEqualTo("bucket-03-of-04-0b5a.parquet.20260301T123456789Z");
  }

  @Example
  void isKnownByItsName() {
    String kept = ReplacedFile.name(FILE, TIME);

    assertThat(ReplacedFile.replacedAt(kept)).contains(TIME);
    assertThat(ReplacedFile.isKept(kept, FILE)).isTrue();
    assertThat(ReplacedFile.isKept(kept, "bucket-03-of-04-0b5.parquet")).isFalse();
  }

  @Example
  void nothingElseIs() {
    assertThat(ReplacedFile.replacedAt(FILE)).isEmpty();
    assertThat(ReplacedFile.replacedAt("notes.20260301T123456789Z")).isEmpty();
    assertThat(ReplacedFile.replacedAt(FILE + ".20261301T123456789Z")).isEmpty();
    assertThat(ReplacedFile.isKept(FILE, FILE)).isFalse();
  }
}
