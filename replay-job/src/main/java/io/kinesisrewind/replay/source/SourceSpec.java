package io.kinesisrewind.replay.source;

import io.kinesisrewind.replay.delivery.Locations;
import java.util.Arrays;
import java.util.Locale;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.TypeConversionException;

/** A source as users write it: {@code archive}, {@code stream}, {@code file:PATH} and so on. */
public final class SourceSpec {

  /** What a source is. */
  public enum Kind {
    ARCHIVE,
    STREAM,
    BOTH,
    LATEST,
    FILE
  }

  private static final String FILE = "file:";

  private final Kind kind;
  private final String text;

  private SourceSpec(Kind kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  /**
   * @throws TypeConversionException where it is none of the forms
   */
  public static SourceSpec parse(String text) {
    Kind kind = kind(text);
    if (kind == null || (kind == Kind.FILE && !Locations.isPath(text.substring(FILE.length())))) {
      throw new TypeConversionException(
          "'" + text + "' is not a source; write archive, stream, both, latest or file:PATH");
    }
    return new SourceSpec(kind, text);
  }

  private static Kind kind(String text) {
    if (text.startsWith(FILE)) {
      return Kind.FILE;
    }
    return Arrays.stream(Kind.values())
        .filter(kind -> kind != Kind.FILE && kind.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElse(null);
  }

  public Kind kind() {
    return kind;
  }

  /** Whether there has to be an archive. */
  public boolean readsArchive() {
    return kind == Kind.ARCHIVE || kind == Kind.BOTH;
  }

  /** Whether the live stream is read. */
  public boolean readsStream() {
    return kind == Kind.STREAM || kind == Kind.BOTH;
  }

  /** Of a file source. */
  public Path folder() {
    return Locations.parse(text.substring(FILE.length()));
  }

  /** As the user wrote it. */
  @Override
  public String toString() {
    return text;
  }
}
