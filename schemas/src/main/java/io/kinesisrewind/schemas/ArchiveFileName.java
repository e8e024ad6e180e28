package io.kinesisrewind.schemas;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a file in an hour's folder: {@code bucket-03-of-04-<unique>.parquet}. A reader of one key
 * skips the other buckets' files without opening them.
 */
public final class ArchiveFileName {

  public static final String SUFFIX = ".parquet";

  private static final Pattern NAME =
      Pattern.compile("bucket-(\\d{2,3})-of-(\\d{2,3})-([a-zA-Z0-9-]+)\\.parquet");

  private ArchiveFileName() {}

  /**
   * @param unique letters, digits and '-'; the caller sees to it that no other file has it
   */
  public static String of(KeyBucket bucket, String unique) {
    return String.format(
        "bucket-%02d-of-%02d-%s%s", bucket.index(), bucket.count(), unique, SUFFIX);
  }

  /** The bucket in a file's name; empty where the file is not one of an archive. */
  public static Optional<KeyBucket> bucket(String fileName) {
    Matcher matcher = NAME.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int index = Integer.parseInt(matcher.group(1));
    int count = Integer.parseInt(matcher.group(2));
    return KeyBucket.isCount(count) && index < count
        ? Optional.of(KeyBucket.of(index, count))
        : Optional.empty();
  }
}
