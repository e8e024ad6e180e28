package io.kinesisrewind.replay.select;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.runtime.Problems;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * A file of partition keys, UTF-8, one a line: as it is, blanks and all, or as a JSON string, which
 * every line is that begins with a quote. Empty lines mean nothing.
 */
public final class KeysFile {

  /** What Kinesis takes for a partition key (API reference, PutRecord), in characters. */
  static final int MOST_CHARACTERS = 256;

  /** The chosen keys are kept in every checkpoint: of this many, some 30 MB. */
  static final int MOST_KEYS = 1_000_000;

  private static final int MOST_PROBLEMS = 10;
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final List<String> keys = new ArrayList<>();
  private final List<String> wrongLines = new ArrayList<>();

  private KeysFile() {}

  /**
   * @param option that names the file
   * @param problems takes what is wrong with it, the first few lines of it
   * @return the keys; to be used only where there was no problem
   */
  public static List<String> read(String option, Path path, Problems problems) {
    KeysFile file = new KeysFile();
    try {
      file.readLines(path);
      file.wrongLines.forEach(problem -> problems.add(option, path, problem));
      if (file.keys.isEmpty() && file.wrongLines.isEmpty()) {
        problems.add(option, path, "holds no key; write one a line, or leave " + option + " out");
      }
    } catch (FileNotFoundException e) {
      problems.add(option, path, "is not there; name a file, here or s3://bucket/path");
    } catch (UnsupportedFileSystemSchemeException e) {
      problems.add(option, path, "Flink has no file system for it here");
    } catch (CharacterCodingException e) {
      problems.add(option, path, "is not UTF-8; write it anew, one key a line");
    } catch (IOException e) {
      problems.add(option, path, "cannot be read: " + e.getMessage() + "; check name and rights");
    }
    return file.keys;
  }

  /** What is wrong with a key, or the beginning of one; empty where nothing is. */
  public static Optional<String> problem(String key) {
    if (key.isEmpty()) {
      return Optional.of("no record has an empty partition key; name one, or leave it out for all");
    }
    int characters = key.codePointCount(0, key.length());
    if (characters > MOST_CHARACTERS) {
      return Optional.of(
          "has " + characters + " characters; a partition key has " + MOST_CHARACTERS + " at most");
    }
    return StandardCharsets.UTF_8.newEncoder().canEncode(key)
        ? Optional.empty()
        : Optional.of("is not Unicode text: half of a surrogate pair; no record has such a key");
  }

  private void readLines(Path path) throws IOException {
    if (path.getFileSystem().getFileStatus(path).isDir()) {
      throw new IOException("it is a folder");
    }
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                path.getFileSystem().open(path), StandardCharsets.UTF_8.newDecoder()))) {
      int number = 1;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line, number);
        if (wrongLines.size() == MOST_PROBLEMS || tooMany()) {
          return;
        }
        number++;
      }
    }
  }

  private boolean tooMany() {
    if (keys.size() <= MOST_KEYS) {
      return false;
    }
    wrongLines.add("holds more than " + MOST_KEYS + " keys; use --key-prefix instead");
    return true;
  }

  private void add(String line, int number) {
    if (line.isEmpty()) {
      return;
    }
    try {
      String key = line.startsWith("\"") ? JSON.readValue(line, String.class) : line;
      Optional<String> problem = problem(key);
      problem.ifPresent(what -> wrongLines.add("line " + number + " " + what));
      keys.add(key);
    } catch (JsonProcessingException e) {
      wrongLines.add(
          "line " + number + " begins with a quote and is not a JSON string; write \"a \\\" b\"");
    }
  }
}
