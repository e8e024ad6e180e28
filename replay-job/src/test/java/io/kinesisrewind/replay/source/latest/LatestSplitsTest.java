package io.kinesisrewind.replay.source.latest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class LatestSplitsTest {

  /** What version 1 wrote; it stays readable for ever. */
  private static final String STORED =
      "00000002" // splits
          + "0000000300000040000000000100000001" // segment 3 of 64, no keys, after one of a byte
          + "6b"
          + "000000000000000100000002" // part 0 of 1, of two keys
          + "0000000161"
          + "000000027a7a"
          + "00"; // not begun

  private final LatestSplitsSerializer serializer = new LatestSplitsSerializer();

  @Property(tries = 200)
  void everyKeyIsLookedUpOnceWhereverASplitGoesOn(
      @ForAll @NotEmpty Set<String> keys,
      @ForAll @IntRange(min = 1, max = 5) int parts,
      @ForAll @IntRange(min = 1, max = 4) int page)
      throws IOException {
    List<LatestSplit> splits = LatestSplit.ofKeys(keys, parts);
    List<String> seen = new ArrayList<>();
    for (LatestSplit each : splits) {
      LatestSplit split = each;
      for (List<String> next = split.nextKeys(page); !next.isEmpty(); next = split.nextKeys(page)) {
        seen.addAll(next);
        split = again(split.after(next.get(next.size() - 1)));
      }
    }

    assertThat(splits).hasSizeLessThanOrEqualTo(parts).noneMatch(LatestSplit::isSegment);
    assertThat(seen).containsExactlyElementsOf(new TreeSet<>(keys));
  }

  @Test
  void storedBytesAreRead() throws IOException {
    List<LatestSplit> read = serializer.deserialize(1, HexFormat.of().parseHex(STORED));

    assertThat(read)
        .containsExactly(
            new LatestSplit(3, 64, List.of(), "k"),
            new LatestSplit(0, 1, List.of("a", "zz"), null));
    assertThat(serializer.serialize(read)).isEqualTo(HexFormat.of().parseHex(STORED));
    assertThat(read.get(0).isSegment()).isTrue();
  }

  @Test
  void aNewerVersionIsRefused() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("Parts of a table of version 2; this job reads 1");
  }

  private static LatestSplit again(LatestSplit split) throws IOException {
    var one = LatestSplitsSerializer.ofOne();
    LatestSplit read = one.deserialize(one.getVersion(), one.serialize(split));
    assertThat(read).isEqualTo(split);
    return read;
  }
}
