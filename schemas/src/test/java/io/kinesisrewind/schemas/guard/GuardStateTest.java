package io.kinesisrewind.schemas.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.schemas.Position;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.binary.Hex;

class GuardStateTest {

  @Property
  void bytesComeBack(@ForAll("positions") Position position) {
    GuardState state = state(position);

    assertThat(GuardState.fromBytes(state.toBytes())).isEqualTo(state);
    assertThat(state.rank()).contains(position);
  }

  @Property
  void bytesAreInTheOrderInWhichRecordsAreApplied(
      @ForAll("positions") Position left, @ForAll("positions") Position right) {
    int order = Arrays.compareUnsigned(state(left).toBytes(), state(right).toBytes());

    assertThat(order < 0)
        .isEqualTo(ReplayGuard.decide(state(left), arrival(right)) == Decision.APPLY);
    assertThat(order == 0)
        .isEqualTo(ReplayGuard.decide(state(left), arrival(right)) == Decision.DUPLICATE);
  }

  @Example
  void nothingAppliedIsNoBytesAndBelowEverything() {
    assertThat(GuardState.NONE.toBytes()).isEmpty();
    assertThat(GuardState.fromBytes(new byte[0])).isEqualTo(GuardState.NONE);
    assertThat(GuardState.NONE.rank()).isEmpty();
    assertThat(GuardState.NONE).isNotEqualTo(state(Position.of("0", 0)));
  }

  /** What consumers have in their databases. */
  @Example
  void readsWhatTheFirstVersionWrote() throws DecoderException {
    GuardState state =
        state(Position.of("49590338271490256608559692538361571095921575989136588898", 3));
    String stored =
        "01" + "0018" + "0205bf4e5c260000000067648a170005c181eea000000062" + "0000000000000003";

    assertThat(Hex.encodeHexString(state.toBytes())).isEqualTo(stored).hasSize(2 * 35);
    assertThat(GuardState.fromBytes(Hex.decodeHex(stored))).isEqualTo(state);
  }

  @Example
  void refusesForeignBytes() {
    byte[] truncated = Arrays.copyOf(state(Position.of("123456", 7)).toBytes(), 8);
    assertThatThrownBy(() -> GuardState.fromBytes(truncated))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Not a position");
    assertThatThrownBy(() -> GuardState.fromBytes(new byte[] {2, 0, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Guard state of version 2; known here: 1");
  }

  private static GuardState state(Position position) {
    return GuardState.after(arrival(position));
  }

  private static Arrival arrival(Position position) {
    return Arrival.of("orders", "shardId-000000000000", position, new byte[0]);
  }

  @Provide
  Arbitrary<Position> positions() {
    Arbitrary<String> digits =
        Arbitraries.oneOf(
            Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(3),
            Arbitraries.strings().numeric().ofLength(56));
    return Combinators.combine(digits, Arbitraries.longs().between(0, 3)).as(Position::of);
  }
}
