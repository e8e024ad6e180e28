package io.kinesisrewind.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.runtime.UsageException;
import io.kinesisrewind.sandbox.SampleData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Records to put: lines of a JSON-lines file, or a sample. The partition key is one of their
 * members.
 */
final class SourceRecords {

  static final String FLIGHTS_KEY = "origin";

  private static final ObjectMapper JSON = new ObjectMapper();

  private SourceRecords() {}

  /** Every line of the file as it is; its key is the member's value. */
  static Stream<SourceRecord> ofJsonLines(Path file, String keyMember) {
    BufferedReader reader;
    try {
      reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageException("--file " + file + ": cannot be read; name a file of JSON lines");
    }
    AtomicLong number = new AtomicLong();
    return reader
        .lines()
        .peek(line -> number.incrementAndGet())
        .filter(line -> !line.isBlank())
        .map(line -> ofLine(line, keyMember, "--file " + file + ", line " + number))
        .onClose(() -> close(reader));
  }

  /**
   * Flights in the United States, from vega-datasets: date, delay, distance, origin, destination.
   */
  static Stream<SourceRecord> flights(long count, String keyMember) {
    try {
      JsonNode flights = JSON.readTree(SampleData.flights(flightsFile(count)).toFile());
      Stream<JsonNode> endless =
          Stream.generate(() -> flights)
              .flatMap(all -> StreamSupport.stream(all.spliterator(), false));
      return endless
          .limit(count)
          .map(flight -> ofLine(flight.toString(), keyMember, "--sample flights"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The smallest file that has so many; beyond the largest one it starts again. */
  private static int flightsFile(long count) {
    return Stream.of(2_000, 5_000, 10_000, 20_000)
        .filter(size -> size >= count)
        .findFirst()
        .orElse(20_000);
  }

  private static SourceRecord ofLine(String line, String keyMember, String origin) {
    JsonNode key;
    try {
      key = JSON.readTree(line).path(keyMember);
    } catch (JsonProcessingException e) {
      throw new UsageException(origin + ": is not JSON; every line is one JSON object");
    }
    if (!key.isValueNode() || key.isNull() || key.asText().isEmpty()) {
      throw new UsageException(
          origin + ": has no member '" + keyMember + "'; --key names the one that holds the key");
    }
    return SourceRecord.of(key.asText(), line.getBytes(StandardCharsets.UTF_8));
  }

  private static void close(BufferedReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
