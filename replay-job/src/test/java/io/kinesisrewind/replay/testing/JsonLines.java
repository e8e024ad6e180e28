package io.kinesisrewind.replay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Reads what a file target wrote, not with the code under test. */
public final class JsonLines {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLines() {}

  /**
   * All records, each shard's in the order of its folder; the shards are merged by arrival, heads
   * only, so that what is out of order in a folder stays so.
   */
  public static List<ArchivedRecord> read(Path folder) throws IOException {
    List<Deque<ArchivedRecord>> shards = new ArrayList<>();
    for (Path shard : list(folder)) {
      shards.add(new ArrayDeque<>(readShard(shard)));
    }
    List<ArchivedRecord> merged = new ArrayList<>();
    shards.removeIf(Deque::isEmpty);
    while (!shards.isEmpty()) {
      Deque<ArchivedRecord> next =
          shards.stream()
              .min(Comparator.comparing(shard -> shard.peek().getApproximateArrivalTimestamp()))
              .orElseThrow();
      merged.add(next.poll());
      shards.removeIf(Deque::isEmpty);
    }
    return merged;
  }

  /** All visible files of a shard's folder, by name. */
  public static List<ArchivedRecord> readShard(Path folder) throws IOException {
    List<ArchivedRecord> records = new ArrayList<>();
    for (JsonNode line : lines(folder)) {
      records.add(record(line));
    }
    return records;
  }

  /** The lines of all visible files below a folder. */
  public static List<JsonNode> lines(Path folder) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(JsonLines::isVisible).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          lines.add(JSON.readTree(line));
        }
      }
    }
    return lines;
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of(); // nothing to write, nothing made
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static boolean isVisible(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jsonl") && !name.startsWith(".");
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
