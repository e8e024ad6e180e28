package io.kinesisrewind.cli;

import io.kinesisrewind.schemas.ArchiveHour;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A stream as {@code NAME} or {@code NAME:SHARDS}. */
record StreamToCreate(String name, int shards) {

  private static final int DEFAULT_SHARDS = 2;
  private static final int MAX_SHARDS = 100;

  static StreamToCreate parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String shards = colon < 0 ? "" + DEFAULT_SHARDS : text.substring(colon + 1);
    if (!ArchiveHour.isStreamName(name)) {
      throw new TypeConversionException(
          "'" + name + "' is not a stream's name; it has 1 to 128 of a-z A-Z 0-9 _ . -");
    }
    if (!shards.matches("\\d{1,3}")
        || Integer.parseInt(shards) < 1
        || Integer.parseInt(shards) > MAX_SHARDS) {
      throw new TypeConversionException(
          "'" + shards + "' is not a number of shards from 1 to " + MAX_SHARDS);
    }
    return new StreamToCreate(name, Integer.parseInt(shards));
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<StreamToCreate> {

    @Override
    public StreamToCreate convert(String text) {
      return parse(text);
    }
  }
}
