package io.kinesisrewind.replay.source.archive.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.plan.KeyChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.parquet.filter2.predicate.Statistics;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveComparator;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;

class ChosenKeysTest {

  private static final PrimitiveComparator<Binary> ORDER =
      Types.required(PrimitiveTypeName.BINARY)
          .as(org.apache.parquet.schema.LogicalTypeAnnotation.stringType())
          .named("partition_key")
          .comparator();

  @Property
  void aRangeWithAChosenKeyIsNeverDropped(
      @ForAll @Size(max = 3) Set<@NotEmpty @StringLength(max = 3) String> keys,
      @ForAll @Size(min = 1, max = 3) Set<@NotEmpty @StringLength(max = 2) String> prefixes,
      @ForAll @Size(min = 2, max = 10) List<@StringLength(max = 5) String> page) {
    KeyChoice choice = KeyChoice.ALL.withKeys(keys).withPrefixes(prefixes);
    ChosenKeys predicate = new ChosenKeys(choice);
    List<Binary> rows = new ArrayList<>();
    page.forEach(key -> rows.add(Binary.fromString(key)));
    // A page that holds a chosen key by construction, half of the time.
    rows.add(Binary.fromString(prefixes.iterator().next() + page.get(0)));
    rows.sort(ORDER);

    assertThat(rows).anyMatch(predicate::keep);
    assertThat(predicate.canDrop(range(rows.get(0), rows.get(rows.size() - 1)))).isFalse();
    rows.forEach(
        row -> assertThat(predicate.keep(row)).isEqualTo(choice.matches(row.toStringUsingUTF8())));
  }

  @Test
  void aRangeWithoutAnyIsDropped() {
    ChosenKeys chosen =
        new ChosenKeys(KeyChoice.ALL.withKeys(List.of("b", "y")).withPrefixes(List.of("m")));

    assertThat(chosen.canDrop(range("c", "lz"))).isTrue();
    assertThat(chosen.canDrop(range("n", "x"))).isTrue();
    assertThat(chosen.canDrop(range("z", "zz"))).isTrue();
    assertThat(chosen.canDrop(range("A", "a"))).isTrue();
    assertThat(chosen.canDrop(range("a", "b"))).isFalse();
    assertThat(chosen.canDrop(range("c", "m"))).isFalse();
    assertThat(chosen.canDrop(range("mz", "n"))).isFalse();
  }

  private static Statistics<Binary> range(String min, String max) {
    return range(Binary.fromString(min), Binary.fromString(max));
  }

  private static Statistics<Binary> range(Binary min, Binary max) {
    return new Statistics<>(min, max, ORDER);
  }
}
