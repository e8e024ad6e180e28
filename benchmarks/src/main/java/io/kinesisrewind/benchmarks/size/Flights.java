package io.kinesisrewind.benchmarks.size;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.benchmarks.data.RecordGenerator;
import io.kinesisrewind.benchmarks.data.Workload;
import io.kinesisrewind.sandbox.SampleData;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The sandbox's sample, real flights, as records: one JSON object each, the origin as key. */
final class Flights {

  private static final int SMALLEST = 64;

  private Flights() {}

  static List<ArchivedRecord> records(int count) throws IOException {
    RecordGenerator surroundings = RecordGenerator.of(Workload.of(SMALLEST));
    List<ArchivedRecord> records = new ArrayList<>();
    for (JsonNode flight : new ObjectMapper().readTree(SampleData.flights(count).toFile())) {
      ArchivedRecord record = surroundings.record(records.size());
      record.setPartitionKey(flight.get("origin").asText());
      record.setData(ByteBuffer.wrap(flight.toString().getBytes(StandardCharsets.UTF_8)));
      records.add(record);
    }
    return records;
  }
}
