package io.kinesisrewind.cli.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.schemas.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionRangeTest {

  @Test
  void withoutBoundsItIsEverything() {
    PositionRange all = PositionRange.between(null, null);

    assertThat(all.first()).isEqualTo(Position.of("0", 0));
    assertThat(all.last()).isNull();
    assertThat(all.isEmpty()).isFalse();
  }

  @Test
  void startsRightBehindTheFirstBound() {
    assertThat(PositionRange.between(PositionRange.parse("99:4"), null).first())
        .isEqualTo(Position.of("99", 5));
    assertThat(PositionRange.between(PositionRange.parse("99"), null).first())
        .isEqualTo(Position.of("100", 0));
  }

  @Test
  void endsWithTheSecondBound() {
    assertThat(PositionRange.between(null, PositionRange.parse("99:4")).last())
        .isEqualTo(Position.of("99", 4));
    assertThat(PositionRange.between(null, PositionRange.parse("99")).last())
        .isGreaterThan(Position.of("99", 1_000_000))
        .isLessThan(Position.of("100", 0));
  }

  @ParameterizedTest
  @CsvSource({"99,100,false", "100,99,true", "99,99,true", "99:0,99,false", "99:0,99:1,false"})
  void knowsThatNothingIsInIt(String after, String to, boolean empty) {
    assertThat(PositionRange.between(PositionRange.parse(after), PositionRange.parse(to)).isEmpty())
        .isEqualTo(empty);
  }

  @ParameterizedTest
  @CsvSource({
    "'',is not a position",
    "x,is not a position",
    "-1,is not a position",
    "1.5,is not a position",
    "1:,is not a position",
    "1:x,is not a position",
    "1:-1,is not a position",
    "1:2:3,is not a position",
    "٣,is not a position",
    "1:9223372036854775808,beyond 9223372036854775807"
  })
  void saysWhatIsNoPosition(String text, String message) {
    assertThatThrownBy(() -> PositionRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void takesTheLongestSequenceNumberOfKinesisAndNoLongerOne() {
    assertThat(PositionRange.parse("9".repeat(129)).sequenceNumber()).hasSize(129);
    assertThatThrownBy(() -> PositionRange.parse("9".repeat(130)))
        .hasMessageContaining("130 digits");
  }
}
