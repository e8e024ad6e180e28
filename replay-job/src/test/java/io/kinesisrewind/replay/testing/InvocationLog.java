package io.kinesisrewind.replay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.replay.testing.FakeFunctions.Answer;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a function has taken, and how it was invoked. */
public final class InvocationLog {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> taken = new ArrayList<>();
  private final Map<String, Integer> underWay = new HashMap<>();
  private int largestBatch;
  private int mostAtATimeOfAShard;
  private boolean inOrder = true;

  /** Takes all of the event's records while the function runs. */
  public Answer during(JsonNode event, Supplier<Answer> function) {
    String shard = begin(event);
    event.get("Records").forEach(this::take);
    Answer answer = function.get();
    end(shard);
    return answer;
  }

  /** Takes the event's records before the one that fails. */
  public Answer until(String failed, JsonNode event) {
    String shard = begin(event);
    for (JsonNode record : event.get("Records")) {
      if (record.at("/kinesis/sequenceNumber").asText().equals(failed)) {
        break;
      }
      take(record);
    }
    end(shard);
    return Answer.failures(List.of(failed));
  }

  /** Data in base64, by partition key, in the order in which it was taken. */
  public synchronized Map<String, List<String>> taken() {
    return grouped(
        taken.stream(),
        record -> record.at("/kinesis/partitionKey").asText(),
        record -> record.at("/kinesis/data").asText());
  }

  /** The same, what was taken again left out. */
  public Map<String, List<String>> firstTaken() {
    Map<String, List<String>> first = taken();
    first.replaceAll((key, data) -> data.stream().distinct().collect(Collectors.toList()));
    return first;
  }

  /** By partition key, in the order in which they were taken. */
  public synchronized Map<String, List<String>> sequenceNumbers() {
    return grouped(
        taken.stream(),
        record -> record.at("/kinesis/partitionKey").asText(),
        record -> record.at("/kinesis/sequenceNumber").asText());
  }

  public synchronized int largestBatch() {
    return largestBatch;
  }

  public synchronized int mostAtATimeOfAShard() {
    return mostAtATimeOfAShard;
  }

  public synchronized boolean batchesAreOfOneShardAndInOrder() {
    return inOrder;
  }

  /** Data in base64, by partition key. */
  public static Map<String, List<String>> byKey(List<ArchivedRecord> records) {
    return grouped(records.stream(), ArchivedRecord::getPartitionKey, InvocationLog::base64);
  }

  public static Map<String, List<String>> sequenceNumbers(List<ArchivedRecord> records) {
    return grouped(
        records.stream(), ArchivedRecord::getPartitionKey, ArchivedRecord::getSequenceNumber);
  }

  public static String base64(ArchivedRecord record) {
    return Base64.getEncoder().encodeToString(Records.bytes(record));
  }

  /** Lines of JSON of all visible files below a folder. */
  public static List<JsonNode> lines(Path folder) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
        for (String line : Files.readAllLines(file)) {
          lines.add(JSON.readTree(line));
        }
      }
    }
    return lines;
  }

  private synchronized String begin(JsonNode event) {
    List<JsonNode> records = new ArrayList<>();
    event.get("Records").forEach(records::add);
    String shard = shard(records.get(0));
    largestBatch = Math.max(largestBatch, records.size());
    mostAtATimeOfAShard = Math.max(mostAtATimeOfAShard, underWay.merge(shard, 1, Integer::sum));
    for (int i = 1; i < records.size(); i++) {
      inOrder &=
          shard(records.get(i)).equals(shard)
              && number(records.get(i)).compareTo(number(records.get(i - 1))) > 0;
    }
    return shard;
  }

  private synchronized void take(JsonNode record) {
    taken.add(record);
  }

  private synchronized void end(String shard) {
    underWay.merge(shard, -1, Integer::sum);
  }

  private static String shard(JsonNode record) {
    return record.get("eventID").asText().replaceFirst(":.*", "");
  }

  private static BigInteger number(JsonNode record) {
    return new BigInteger(record.at("/kinesis/sequenceNumber").asText());
  }

  private static <R> Map<String, List<String>> grouped(
      Stream<R> records, Function<R, String> key, Function<R, String> value) {
    return records.collect(
        Collectors.groupingBy(key, TreeMap::new, Collectors.mapping(value, Collectors.toList())));
  }
}
