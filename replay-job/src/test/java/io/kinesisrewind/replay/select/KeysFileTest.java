package io.kinesisrewind.replay.select;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.runtime.Problems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysFileTest {

  @TempDir Path folder;

  private final Problems problems = new Problems();

  @Test
  void keysStandOneALineAsTheyAre() throws Exception {
    assertThat(read("\uFEFFkey-1\n\n  blanks kept \r\na,b\n'single'\nwithout newline"))
        .containsExactly("key-1", "  blanks kept ", "a,b", "'single'", "without newline");
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void hostileKeysStandAsJsonStrings() throws Exception {
    List<String> hostile = List.of("\"", "a\nb", "\r", "\u0000", "\uD83D\uDE00", "x".repeat(256));
    StringBuilder lines = new StringBuilder();
    for (String key : hostile) {
      lines.append(new ObjectMapper().writeValueAsString(key)).append('\n');
    }

    assertThat(read(lines.toString())).isEqualTo(hostile);
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void wrongLinesAreNamed() throws Exception {
    read("fine\n\"open\n\"\"\n\"a\" b\n" + "x".repeat(257) + "\n\"\\ud83d\"\n");

    assertThat(problems.messages())
        .hasSize(5)
        .allMatch(problem -> problem.startsWith("--keys-file file:"))
        .anyMatch(problem -> problem.contains(": line 2 begins with a quote and is not a JSON"))
        .anyMatch(problem -> problem.contains(": line 3 no record has an empty partition key"))
        .anyMatch(problem -> problem.contains(": line 4 begins with a quote and is not a JSON"))
        .anyMatch(problem -> problem.contains(": line 5 has 257 characters"))
        .anyMatch(problem -> problem.contains(": line 6 is not Unicode text"));
  }

  @Test
  void aFileFullOfWrongLinesNamesTheFirstTen() throws Exception {
    read("\"\"\n".repeat(1_000));

    assertThat(problems.messages()).hasSize(10);
  }

  @Test
  void anEmptyFileIsAMistake() throws Exception {
    read("\n\n");

    assertThat(problems.messages()).singleElement().asString().contains("holds no key");
  }

  @Test
  void moreKeysThanAReplayCarriesAreRefused() throws Exception {
    read("k\n".repeat(KeysFile.MOST_KEYS + 1));

    assertThat(problems.messages()).singleElement().asString().contains("more than 1000000 keys");
  }

  @Test
  void whatIsNoFileOfTextIsTold() throws Exception {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {'a', (byte) 0xff, '\n'});
    for (String path : List.of("none", "", "binary", "gopher://x/y")) {
      KeysFile.read(
          "--keys-file",
          path.startsWith("gopher")
              ? new org.apache.flink.core.fs.Path(path)
              : new org.apache.flink.core.fs.Path(folder.resolve(path).toUri()),
          problems);
    }

    assertThat(problems.messages())
        .hasSize(4)
        .anyMatch(problem -> problem.contains("/none: is not there"))
        .anyMatch(problem -> problem.contains("it is a folder"))
        .anyMatch(problem -> problem.contains(binary + ": is not UTF-8"))
        .anyMatch(problem -> problem.contains("Flink has no file system for it"));
  }

  private List<String> read(String content) throws Exception {
    Path file = folder.resolve("keys.txt");
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    return KeysFile.read("--keys-file", new org.apache.flink.core.fs.Path(file.toUri()), problems);
  }
}
