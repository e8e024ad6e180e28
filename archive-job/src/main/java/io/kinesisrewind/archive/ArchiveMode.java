package io.kinesisrewind.archive;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What is kept of a stream: any set of targets, written {@code parquet+latest}. */
public final class ArchiveMode {

  /** One thing to keep. */
  public enum Target {
    /** Every record, in Parquet files. */
    PARQUET,
    /** The latest record of each key, in DynamoDB. */
    LATEST;

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Set<Target> targets;

  private ArchiveMode(Set<Target> targets) {
    this.targets = Collections.unmodifiableSet(targets);
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
        "'" + text + "' is not a mode; write parquet, latest or parquet+latest");
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
