package io.kinesisrewind.archive;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What is kept of a stream: any set of targets, written {@code parquet+latest}. Two names are those
 * of the Kinesis Stream Archiver: its {@code latest} and its {@code all} are a table each.
 */
public final class ArchiveMode implements Serializable {

  /** Of a stream of which nobody says anything else. */
  public static final ArchiveMode DEFAULT =
      new ArchiveMode(EnumSet.of(Target.PARQUET, Target.LATEST));

  private static final long serialVersionUID = 1L;

  /** One thing to keep. */
  public enum Target {
    /** Every record, in Parquet files. */
    PARQUET,
    /** The latest record of each key, in DynamoDB. */
    LATEST,
    /** Every record, in DynamoDB: the history table. */
    ALL;

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final EnumSet<Target> targets;

  private ArchiveMode(EnumSet<Target> targets) {
    this.targets = targets;
  }

  /**
   * @throws TypeConversionException where a target is not known
   */
  public static ArchiveMode parse(String text) {
    EnumSet<Target> targets = EnumSet.noneOf(Target.class);
    for (String name : text.trim().split("\\+", -1)) {
      targets.add(target(name.trim(), text));
    }
    return new ArchiveMode(targets);
  }

  public boolean includes(Target target) {
    return targets.contains(target);
  }

  private static Target target(String name, String text) {
    for (Target target : Target.values()) {
      if (target.text().equalsIgnoreCase(name)) {
        return target;
      }
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is not a mode; write parquet, latest, all, or some of them as in parquet+latest");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArchiveMode && targets.equals(((ArchiveMode) other).targets);
  }

  @Override
  public int hashCode() {
    return Objects.hash(targets);
  }

  @Override
  public String toString() {
    return targets.stream().map(Target::text).collect(Collectors.joining("+"));
  }

  /** For picocli. */
  public static final class Converter implements ITypeConverter<ArchiveMode> {
    @Override
    public ArchiveMode convert(String value) {
      return parse(value);
    }
  }
}
