package io.kinesisrewind.archive.parquet;

import java.io.Serializable;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How the pages of a file are compressed: {@code zstd}, {@code zstd:9} or {@code none}. Every
 * reader of Parquet knows ZSTD; other codecs are worse or slower at every level.
 */
public final class Compression implements Serializable {

  /** ZSTD at the level at which most of its worth is had. */
  public static final Compression DEFAULT = new Compression(3);

  private static final long serialVersionUID = 1L;
  private static final Pattern ZSTD = Pattern.compile("zstd(?::(\\d{1,2}))?");
  private static final int HIGHEST_LEVEL = 19;

  /** Not compressed where it is 0. */
  private final int level;

  private Compression(int level) {
    this.level = level;
  }

  /**
   * @throws TypeConversionException where it is none of the above
   */
  public static Compression parse(String text) {
    String trimmed = text.trim().toLowerCase(Locale.ROOT);
    if (trimmed.equals("none")) {
      return new Compression(0);
    }
    Matcher zstd = ZSTD.matcher(trimmed);
    if (zstd.matches()) {
      int level = zstd.group(1) == null ? DEFAULT.level : Integer.parseInt(zstd.group(1));
      if (level >= 1 && level <= HIGHEST_LEVEL) {
        return new Compression(level);
      }
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is not a compression; write zstd, zstd:LEVEL with a level of 1 to "
            + HIGHEST_LEVEL
            + ", or none");
  }

  /** Of ZSTD; empty where nothing is compressed. */
  OptionalInt level() {
    return level == 0 ? OptionalInt.empty() : OptionalInt.of(level);
  }

  CompressionCodecName codec() {
    return level == 0 ? CompressionCodecName.UNCOMPRESSED : CompressionCodecName.ZSTD;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Compression && level == ((Compression) other).level;
  }

  @Override
  public int hashCode() {
    return Integer.hashCode(level);
  }

  @Override
  public String toString() {
    return level == 0 ? "none" : "zstd:" + level;
  }

  /** For picocli. */
  public static final class Converter implements ITypeConverter<Compression> {
    @Override
    public Compression convert(String value) {
      return parse(value);
    }
  }
}
