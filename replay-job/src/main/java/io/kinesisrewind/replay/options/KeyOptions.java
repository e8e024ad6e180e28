package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.delivery.Locations;
import io.kinesisrewind.replay.plan.KeyChoice;
import io.kinesisrewind.replay.select.KeysFile;
import io.kinesisrewind.runtime.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.Option;

/** Which partition keys. */
final class KeyOptions {

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Only this partition key; may be repeated (default: all)")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = "--keys-file",
      paramLabel = "FILE",
      description =
          "Only the partition keys in this file, here or on S3: one a line, as it is, or as a JSON"
              + " string where it begins with a quote or has a line break; adds to --key")
  private String keysFile;

  @Option(
      names = "--key-prefix",
      paramLabel = "PREFIX",
      description =
          "Only partition keys that begin with this; may be repeated, and adds to --key. The"
              + " archive is sorted by key: little else is read")
  private List<String> prefixes = new ArrayList<>();

  @Option(
      names = "--exclude-keys",
      paramLabel = "FILE",
      description =
          "Never the partition keys in this file, written as in --keys-file, whatever else selects"
              + " them: for instance of persons who asked to be erased")
  private String excludedFile;

  /**
   * The choice, its files read.
   *
   * @param problems takes what is wrong with the files
   */
  KeyChoice read(Problems problems) {
    List<String> all = new ArrayList<>(keys);
    if (keysFile != null) {
      all.addAll(KeysFile.read("--keys-file", path(keysFile), problems));
    }
    List<String> excluded =
        excludedFile == null
            ? List.of()
            : KeysFile.read("--exclude-keys", path(excludedFile), problems);
    return KeyChoice.ALL.withKeys(all).withPrefixes(prefixes).without(excluded);
  }

  /** What is named on the command line itself. */
  KeyChoice given() {
    return KeyChoice.ALL.withKeys(keys).withPrefixes(prefixes);
  }

  void check(Problems problems) {
    for (String key : keys) {
      KeysFile.problem(key).ifPresent(problem -> problems.add("--key", "'" + key + "'", problem));
    }
    for (String prefix : prefixes) {
      KeysFile.problem(prefix)
          .ifPresent(problem -> problems.add("--key-prefix", "'" + prefix + "'", problem));
    }
    checkPath("--keys-file", keysFile, problems);
    checkPath("--exclude-keys", excludedFile, problems);
  }

  void describe(Map<String, String> options) {
    put("key", keys.isEmpty() ? null : keys, options);
    put("keys-file", keysFile == null ? null : path(keysFile), options);
    put("key-prefix", prefixes.isEmpty() ? null : prefixes, options);
    put("exclude-keys", excludedFile == null ? null : path(excludedFile), options);
  }

  private static Path path(String file) {
    return Locations.parse(file);
  }

  private static void checkPath(String option, String file, Problems problems) {
    try {
      if (file != null) {
        path(file);
      }
    } catch (IllegalArgumentException e) {
      problems.add(
          option, "'" + file + "'", "is not a path; write /a/file or s3://bucket/path/of/file");
    }
  }

  private static void put(String name, Object value, Map<String, String> options) {
    if (value != null) {
      options.put(name, value.toString());
    }
  }
}
