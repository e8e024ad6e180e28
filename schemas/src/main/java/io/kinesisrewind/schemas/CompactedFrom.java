package io.kinesisrewind.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a file that a compaction wrote says about it in its metadata, as the JSON object {@code
 * rewind.compacted-from}. A compaction of one hour and key bucket writes one or several parts. Once
 * all of them are visible, they hold every record of the files that they replace.
 */
public final class CompactedFrom {

  static final String KEY = "rewind.compacted-from";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String id;
  private final int part;
  private final int parts;
  private final Set<String> replaced;
  private final long bytes;
  private final long duplicates;
  private final long files;

  private CompactedFrom(
      String id,
      int part,
      int parts,
      Collection<String> replaced,
      long files,
      long bytes,
      long duplicates) {
    this.id = id;
    this.part = part;
    this.parts = parts;
    this.replaced = Collections.unmodifiableSet(new TreeSet<>(replaced));
    this.files = files;
    this.bytes = bytes;
    this.duplicates = duplicates;
  }

  /**
   * The first part of a compaction.
   *
   * @param id the same in all parts of one hour and bucket, and in no other file
   * @param parts how many files it writes
   * @param replaced names of all files in the folder that are no longer needed, also of those that
   *     were replaced by what is replaced now
   */
  public static CompactedFrom of(String id, int parts, Collection<String> replaced) {
    return new CompactedFrom(id, 0, parts, replaced, 0, 0, 0);
  }

  /** The same, of another part. */
  public CompactedFrom part(int index) {
    return new CompactedFrom(id, index, parts, replaced, files, bytes, duplicates);
  }

  /**
   * The same, with its account.
   *
   * @param files that were read
   * @param bytes that they took up
   * @param duplicates records that they held more than once
   */
  public CompactedFrom saved(long files, long bytes, long duplicates) {
    return new CompactedFrom(id, part, parts, replaced, files, bytes, duplicates);
  }

  public String id() {
    return id;
  }

  /** From 0. */
  public int part() {
    return part;
  }

  public int parts() {
    return parts;
  }

  /** Names of files in the same folder. */
  public Set<String> replaced() {
    return replaced;
  }

  public long files() {
    return files;
  }

  public long bytes() {
    return bytes;
  }

  public long duplicates() {
    return duplicates;
  }

  String toJson() {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", id)
            .put("part", part)
            .put("parts", parts)
            .put("files", files)
            .put("bytes", bytes)
            .put("duplicates", duplicates);
    replaced.forEach(json.putArray("replaced")::add);
    return json.toString();
  }

  /**
   * @return empty where no compaction wrote the file
   * @throws IllegalArgumentException where it cannot be understood
   */
  static Optional<CompactedFrom> fromMetadata(Map<String, String> metadata) {
    String text = metadata.get(KEY);
    if (text == null) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(text);
      Set<String> replaced = new TreeSet<>();
      json.path("replaced").forEach(name -> replaced.add(name.asText()));
      return Optional.of(
          new CompactedFrom(
              json.path("id").asText(),
              json.path("part").asInt(),
              json.path("parts").asInt(),
              replaced,
              json.path("files").asLong(),
              json.path("bytes").asLong(),
              json.path("duplicates").asLong()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(KEY + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
