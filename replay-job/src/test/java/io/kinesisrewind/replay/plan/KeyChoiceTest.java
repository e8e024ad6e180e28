package io.kinesisrewind.replay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.schemas.KeyBucket;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class KeyChoiceTest {

  @Property
  void aKeyIsChosenByNameOrPrefixUnlessItIsExcluded(
      @ForAll @Size(max = 3) Set<@NotEmpty @CharRange(from = 'a', to = 'c') String> keys,
      @ForAll @Size(max = 3)
          Set<@NotEmpty @StringLength(max = 3) @CharRange(from = 'a', to = 'c') String> prefixes,
      @ForAll @Size(max = 3) Set<@NotEmpty @CharRange(from = 'a', to = 'c') String> excluded,
      @ForAll @NotEmpty @StringLength(max = 5) @CharRange(from = 'a', to = 'c') String other) {
    KeyChoice choice = KeyChoice.ALL.withKeys(keys).withPrefixes(prefixes).without(excluded);

    for (String key : List.of(other, "a", "ab", "abc", "cab")) {
      boolean named = keys.contains(key) || prefixes.stream().anyMatch(key::startsWith);
      boolean all = keys.isEmpty() && prefixes.isEmpty();
      assertThat(choice.matches(key)).isEqualTo((all || named) && !excluded.contains(key));
    }
  }

  @Property
  void aBucketsReaderReadsWhatIsChosenOfTheBucket(
      @ForAll @Size(max = 5) Set<@NotEmpty String> keys,
      @ForAll @Size(max = 2) Set<@NotEmpty String> prefixes,
      @ForAll @NotEmpty String other) {
    KeyChoice choice = KeyChoice.ALL.withKeys(keys).withPrefixes(prefixes);

    for (int index = 0; index < 4; index++) {
      KeyBucket bucket = KeyBucket.of(index, 4);
      for (String key : List.of(other, keys.stream().findFirst().orElse("x"))) {
        if (bucket.contains(key) && choice.matches(key)) {
          assertThat(choice.mayHold(bucket)).isTrue();
          assertThat(choice.within(bucket).matches(key)).isTrue();
        }
      }
      assertThat(choice.within(bucket).keys()).allMatch(bucket::contains);
    }
  }

  @Test
  void onlyKeysAloneSpareBuckets() {
    KeyBucket other =
        KeyBucket.of(0, 4).contains("key-1") ? KeyBucket.of(1, 4) : KeyBucket.of(0, 4);
    KeyChoice one = KeyChoice.ALL.withKeys(List.of("key-1"));

    assertThat(one.mayHold(other)).isFalse();
    assertThat(one.withPrefixes(List.of("k")).mayHold(other)).isTrue();
    assertThat(KeyChoice.ALL.without(List.of("key-1")).mayHold(other)).isTrue();
    assertThat(KeyChoice.ALL.without(List.of("key-1")).readsAll()).isTrue();
  }
}
