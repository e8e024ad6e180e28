package io.kinesisrewind.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class BytePatternTest {

  /** Of two letters, so that there is much to take for the beginning of a match. */
  @Property
  void findsWhatIsThere(
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 5) String text,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 40) String in) {
    assertThat(BytePattern.of(text).isIn(in.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(in.contains(text));
  }

  @Property
  void findsItAmongAnyBytes(@ForAll byte[] before, @ForAll byte[] after) {
    byte[] text = "\"_rewind\"".getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[before.length + text.length + after.length];
    System.arraycopy(before, 0, bytes, 0, before.length);
    System.arraycopy(text, 0, bytes, before.length, text.length);
    System.arraycopy(after, 0, bytes, before.length + text.length, after.length);

    assertThat(BytePattern.of("\"_rewind\"").isIn(bytes)).isTrue();
  }
}
