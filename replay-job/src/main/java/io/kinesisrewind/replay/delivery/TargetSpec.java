package io.kinesisrewind.replay.delivery;

import io.kinesisrewind.replay.delivery.lambda.FunctionName;
import io.kinesisrewind.schemas.ArchiveHour;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.TypeConversionException;

/**
 * A target as users write it: {@code kinesis:NAME}, {@code lambda:NAME[:QUALIFIER]} or {@code
 * file:PATH}.
 */
public final class TargetSpec {

  /** What a target is. */
  public enum Kind {
    KINESIS,
    LAMBDA,
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
   * @throws TypeConversionException where it is none of the forms
   */
  public static TargetSpec parse(String text) {
    String place = text.substring(text.indexOf(':') + 1);
    if (text.startsWith("kinesis:") && ArchiveHour.isStreamName(place)) {
      return new TargetSpec(Kind.KINESIS, text, place);
    }
    if (text.startsWith("lambda:") && FunctionName.parse(place).isPresent()) {
      return new TargetSpec(Kind.LAMBDA, text, place);
    }
    if (text.startsWith("file:") && Locations.isPath(place)) {
      return new TargetSpec(Kind.FILE, text, place);
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is not a target; write kinesis:NAME with the name of a stream,"
            + " lambda:NAME or lambda:NAME:QUALIFIER with a function's name or ARN,"
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

  public boolean isFunction() {
    return kind == Kind.LAMBDA;
  }

  /** Of a Lambda target. */
  public FunctionName function() {
    return FunctionName.parse(place).orElseThrow();
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
