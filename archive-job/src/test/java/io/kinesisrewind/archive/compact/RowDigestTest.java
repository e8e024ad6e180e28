package io.kinesisrewind.archive.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RowDigestTest {

  @Property(tries = 100)
  void isTheSameInAnyOrderAndInParts(
      @ForAll("rows") List<ArchivedRecord> rows, @ForAll Random random) {
    List<ArchivedRecord> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    int cut = random.nextInt(rows.size());
    RowDigest parts = digest(shuffled.subList(0, cut));
    parts.add(digest(shuffled.subList(cut, rows.size())));

    assertThat(parts.isSame(digest(rows))).isTrue();
    assertThat(parts.rows()).isEqualTo(rows.size());
  }

  @Property(tries = 100)
  void isAnotherWhereARowIsMissingOrThereTwiceOrDiffers(@ForAll("rows") List<ArchivedRecord> rows) {
    List<ArchivedRecord> twice = new ArrayList<>(rows);
    twice.set(rows.size() - 1, rows.get(0));
    ArchivedRecord changed = ArchivedRecord.newBuilder(rows.get(0)).setReplayId("other").build();
    List<ArchivedRecord> different = new ArrayList<>(rows);
    different.set(0, changed);

    assertThat(digest(rows).isSame(digest(rows.subList(1, rows.size())))).isFalse();
    assertThat(digest(rows).isSame(digest(different))).isFalse();
    assertThat(digest(rows).isSame(digest(twice)))
        .isEqualTo(rows.get(0).equals(rows.get(rows.size() - 1)));
  }

  @Provide
  Arbitrary<List<ArchivedRecord>> rows() {
    return Records.any().list().ofMinSize(1).ofMaxSize(20);
  }

  private static RowDigest digest(List<ArchivedRecord> rows) {
    RowDigest digest = new RowDigest();
    rows.forEach(digest::add);
    return digest;
  }
}
