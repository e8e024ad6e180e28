package io.kinesisrewind.archive.latest;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Which records delete their key from the latest table. */
public enum Tombstone {
  /** None: a record without data is a value like any other. */
  NONE,
  /** Those without data. */
  EMPTY;

  boolean is(ArchivedRecord record) {
    return this == EMPTY && !record.getData().hasRemaining();
  }

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For picocli. */
  public static final class Converter implements ITypeConverter<Tombstone> {
    @Override
    public Tombstone convert(String value) {
      for (Tombstone tombstone : values()) {
        if (tombstone.toString().equalsIgnoreCase(value.trim())) {
          return tombstone;
        }
      }
      throw new TypeConversionException(
          "'" + value + "' is not a kind of tombstone; write none or empty");
    }
  }
}
