package io.kinesisrewind.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.archive.ArchiveMode;
import io.kinesisrewind.runtime.UsageException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionsTest {

  private final List<String> prompts = new ArrayList<>();

  @Test
  void whatTheStreamHasIsThePreset() {
    Map<String, String> tags =
        Map.of("StreamArchiveMode", "ALL", "ArchiveTTL", "expireSeconds=172800");

    assertThat(answering("").mode(tags)).isEqualTo(ArchiveMode.parse("all"));
    assertThat(answering("").ttl(tags)).hasValue(Duration.ofDays(2));
    assertThat(prompts.get(0)).endsWith("[all]: ");
    assertThat(prompts.get(1)).endsWith("[2d]: ");
  }

  @Test
  void withoutTagsItIsTheDefault() {
    assertThat(answering("").mode(Map.of())).isEqualTo(ArchiveMode.DEFAULT);
    assertThat(answering("").ttl(Map.of())).isEmpty();
    assertThat(answering("").mode(Map.of("StreamArchiveMode", "?"))).isEqualTo(ArchiveMode.DEFAULT);
  }

  @Test
  void anAnswerThatIsNotUnderstoodIsAskedForAgain() {
    assertThat(answering("everything", " Latest ").mode(Map.of()))
        .isEqualTo(ArchiveMode.parse("latest"));
    assertThat(prompts.get(1)).startsWith("'everything' is not a mode");

    assertThat(answering("soon", "0s", "90min").ttl(Map.of())).hasValue(Duration.ofMinutes(90));
    assertThat(answering("none").ttl(Map.of("ArchiveTTL", "expireSeconds=60"))).isEmpty();
  }

  @Test
  void atTheEndOfInputNothingIsDone() {
    assertThatThrownBy(() -> answering().mode(Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("give --mode and --ttl");
  }

  @ParameterizedTest
  @CsvSource({"y,true", "Yes,true", "'',false", "n,false", "perhaps,false"})
  void onlyYesIsYes(String answer, boolean yes) {
    assertThat(answering(answer).confirmed("Go?")).isEqualTo(yes);
  }

  private Questions answering(String... answers) {
    Deque<String> left = new ArrayDeque<>(List.of(answers));
    return new Questions(
        prompt -> {
          prompts.add(prompt);
          return left.poll();
        });
  }
}
