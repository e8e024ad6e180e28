package io.kinesisrewind.replay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads what a file target wrote. */
public final class JsonLines {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLines() {}

  /** All visible files of a folder, by name. */
  public static List<ArchivedRecord> read(Path folder) throws IOException {
    List<ArchivedRecord> records = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          records.add(record(JSON.readTree(line)));
        }
      }
    }
    return records;
  }

  private static ArchivedRecord record(JsonNode line) throws IOException {
    return ArchivedRecord.newBuilder()
        .setStreamName(line.get("stream_name").asText())
        .setShardId(line.get("shard_id").asText())
        .setSequenceNumber(line.get("sequence_number").asText())
        .setSubSequenceNumber(line.get("sub_sequence_number").asLong())
        .setPartitionKey(line.get("partition_key").asText())
        .setExplicitHashKey(line.get("explicit_hash_key").textValue())
        .setApproximateArrivalTimestamp(
            Instant.parse(line.get("approximate_arrival_timestamp").asText()))
        .setData(ByteBuffer.wrap(line.get("data").binaryValue()))
        .setReplayId(line.get("replay_id").textValue())
        .build();
  }
}
