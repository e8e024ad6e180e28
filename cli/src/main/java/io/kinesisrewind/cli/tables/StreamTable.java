package io.kinesisrewind.cli.tables;

import io.kinesisrewind.schemas.HistoryTable;
import io.kinesisrewind.schemas.LatestTable;

/** A table that the archive job keeps of a stream. */
public record StreamTable(String stream, Kind kind) {

  /** What a table holds. */
  public enum Kind {
    /** The latest record of each partition key. */
    LATEST,
    /** Every record, by partition key and position. */
    HISTORY
  }

  public static StreamTable latest(String stream) {
    return new StreamTable(stream, Kind.LATEST);
  }

  public static StreamTable history(String stream) {
    return new StreamTable(stream, Kind.HISTORY);
  }

  /** As DynamoDB knows it. */
  public String name() {
    return kind == Kind.LATEST ? LatestTable.tableName(stream) : HistoryTable.tableName(stream);
  }

  /** The archive mode with which the job keeps it. */
  String mode() {
    return kind == Kind.LATEST ? "latest" : "all";
  }
}
