package io.kinesisrewind.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PositionTest {

  @Example
  void comparesNumbersNotText() {
    assertThat(Position.of("99", 0)).isLessThan(Position.of("100", 0));
    assertThat(Position.of("0099", 0)).isEqualTo(Position.of("99", 0));
    assertThat(Position.of("7", 2)).isLessThan(Position.of("7", 10));
  }

  @Example
  void refusesWhatIsNoSequenceNumber() {
    for (String text : new String[] {"", "-1", "1.0", "12a", " 1", "٣"}) {
      assertThatThrownBy(() -> Position.of(text, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + text + "'");
    }
    assertThatThrownBy(() -> Position.of("1", -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void orderIsThatOfTheNumbers(
      @ForAll("positions") Position left, @ForAll("positions") Position right) {
    assertThat(Integer.signum(left.compareTo(right))).isEqualTo(numericOrder(left, right));
  }

  @Property
  void bytesKeepTheOrder(@ForAll("positions") Position left, @ForAll("positions") Position right) {
    assertThat(Integer.signum(Arrays.compareUnsigned(left.toBytes(), right.toBytes())))
        .isEqualTo(numericOrder(left, right));
  }

  @Property
  void bytesComeBack(@ForAll("positions") Position position) {
    assertThat(Position.fromBytes(position.toBytes())).isEqualTo(position);
  }

  @Example
  void refusesForeignBytes() {
    byte[] truncated = Arrays.copyOf(Position.of("123456", 7).toBytes(), 8);
    byte[] longer = Arrays.copyOf(Position.of("123456", 7).toBytes(), 20);
    for (byte[] bytes : new byte[][] {{}, {0}, {0, 1}, truncated, longer}) {
      assertThatThrownBy(() -> Position.fromBytes(bytes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Not a position");
    }
  }

  @Provide
  Arbitrary<Position> positions() {
    Arbitrary<String> digits =
        Arbitraries.oneOf(
            Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(4),
            Arbitraries.strings().numeric().ofLength(56),
            Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(200));
    return Combinators.combine(digits, Arbitraries.longs().between(0, Long.MAX_VALUE))
        .as(Position::of);
  }

  private static int numericOrder(Position left, Position right) {
    int bySequence =
        new BigInteger(left.sequenceNumber()).compareTo(new BigInteger(right.sequenceNumber()));
    return bySequence != 0
        ? bySequence
        : Long.compare(left.subSequenceNumber(), right.subSequenceNumber());
  }
}
