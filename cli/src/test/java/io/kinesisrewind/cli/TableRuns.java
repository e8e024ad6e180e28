package io.kinesisrewind.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Runs the commands that read tables, and reads what they print. */
final class TableRuns {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Sandbox sandbox;

  TableRuns(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  Run run(String... args) {
    return Run.of(withAws(args));
  }

  String[] withAws(String... args) {
    SandboxAccess.of(sandbox);
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--region=" + sandbox.region());
    all.add("--kinesis-endpoint=" + sandbox.kinesisEndpoint());
    all.add("--s3-endpoint=" + sandbox.s3Endpoint());
    all.add("--dynamodb-endpoint=" + sandbox.dynamoDbEndpoint());
    return all.toArray(String[]::new);
  }

  static List<JsonNode> lines(Run run) {
    return run.out().lines().map(TableRuns::parse).toList();
  }

  /** What is printed of each record, in order: {@code sequence:sub}. */
  static List<String> positions(Run run) {
    return lines(run).stream()
        .map(line -> line.get("sequence_number").asText() + ":" + line.get("sub_sequence_number"))
        .toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
