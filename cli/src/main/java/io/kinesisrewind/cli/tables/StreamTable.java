package io.kinesisrewind.cli.tables;

import io.kinesisrewind.archive.tables.ArchiveTable;

/** A table that the archive job keeps of a stream. */
public record StreamTable(String stream, ArchiveTable kind) {

  /** The table's name in DynamoDB. */
  public String name() {
    return kind.name(stream);
  }

  /** A mode with which an archive job keeps it, beside what it keeps of a stream anyway. */
  String mode() {
    return kind == ArchiveTable.LATEST ? "parquet+latest" : "parquet+latest+all";
  }
}
