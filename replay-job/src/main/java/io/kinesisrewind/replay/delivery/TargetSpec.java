package io.kinesisrewind.replay.delivery;

import io.kinesisrewind.schemas.ArchiveHour;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.TypeConversionException;

/** A target as users write it: {@code kinesis:NAME} or {@code file:PATH}. */
public final class TargetSpec {

  /** What a target is. */
  public enum Kind {
    KINESIS,
    FILE
  }

  private final Kind kind;
  private final String text;
  private final String place;

  private TargetSpec(Kind kind, String text, String place) {
    this.kind = kind;
    this.text = text;
    this.place = place;
  }

  /**
   * @throws TypeConversionException where it is neither form
   */
  public static TargetSpec parse(String text) {
    String place = text.substring(text.indexOf(':') + 1);
    if (text.startsWith("kinesis:") && ArchiveHour.isStreamName(place)) {
      return new TargetSpec(Kind.KINESIS, text, place);
    }
    if (text.startsWith("file:") && Locations.isPath(place)) {
      return new TargetSpec(Kind.FILE, text, place);
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is not a target; write kinesis:NAME with the name of a stream,"
            + " or file:PATH with a folder (a path, or s3://...)");
  }

  public Kind kind() {
    return kind;
  }

  public boolean isFile() {
    return kind == Kind.FILE;
  }

  /** Of a Kinesis target. */
  public String streamName() {
    return place;
  }

  /** Of a file target. */
  public Path folder() {
    return Locations.parse(place);
  }

  public boolean isStream(String name) {
    return kind == Kind.KINESIS && place.equals(name);
  }

  /** As the user wrote it. */
  @Override
  public String toString() {
    return text;
  }
}
