package io.kinesisrewind.archive.kinesis;

import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How records come from Kinesis: {@code polling}, which shares each shard's 2 MB/s with all other
 * pollers, or {@code efo:NAME}, enhanced fan-out under that name, with 2 MB/s of its own.
 */
public final class ConsumerType {

  private static final String POLLING = "polling";
  private static final String FAN_OUT = "efo:";

  /** What Kinesis takes as the name of a consumer. */
  private static final String NAME = "[a-zA-Z0-9_.-]{1,128}";

  /** Null: polling. */
  private final String fanOutName;

  private ConsumerType(String fanOutName) {
    this.fanOutName = fanOutName;
  }

  public static ConsumerType polling() {
    return new ConsumerType(null);
  }

  /**
   * @throws TypeConversionException where the text is neither form
   */
  public static ConsumerType parse(String text) {
    String trimmed = text.trim();
    if (trimmed.equalsIgnoreCase(POLLING)) {
      return polling();
    }
    if (trimmed.regionMatches(true, 0, FAN_OUT, 0, FAN_OUT.length())) {
      String name = trimmed.substring(FAN_OUT.length());
      if (name.matches(NAME)) {
        return new ConsumerType(name);
      }
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is not a way to read; write polling, or efo:NAME with a name of 1 to 128 of a-z,"
            + " A-Z, 0-9, '_', '.', '-'");
  }

  /** The registered consumer's name; empty where it polls. */
  public Optional<String> fanOutName() {
    return Optional.ofNullable(fanOutName);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConsumerType
        && Objects.equals(fanOutName, ((ConsumerType) other).fanOutName);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(fanOutName);
  }

  /** As users write it. */
  @Override
  public String toString() {
    return fanOutName == null ? POLLING : FAN_OUT + fanOutName;
  }

  /** For picocli. */
  public static final class Converter implements ITypeConverter<ConsumerType> {
    @Override
    public ConsumerType convert(String value) {
      return parse(value);
    }
  }
}
