package io.kinesisrewind.archive.parquet;

import org.apache.flink.core.fs.RecoverableWriter.CommitRecoverable;

/** A file that is written but not visible yet, and what is in it. */
public final class PendingFile {

  private final String streamName;
  private final CommitRecoverable recoverable;
  private final long records;
  private final long payloadBytes;
  private final long fileBytes;

  PendingFile(
      String streamName,
      CommitRecoverable recoverable,
      long records,
      long payloadBytes,
      long fileBytes) {
    this.streamName = streamName;
    this.recoverable = recoverable;
    this.records = records;
    this.payloadBytes = payloadBytes;
    this.fileBytes = fileBytes;
  }

  String streamName() {
    return streamName;
  }

  CommitRecoverable recoverable() {
    return recoverable;
  }

  long records() {
    return records;
  }

  /** Of the records' data, as put. */
  long payloadBytes() {
    return payloadBytes;
  }

  long fileBytes() {
    return fileBytes;
  }

  @Override
  public String toString() {
    return recoverable + " (" + records + " records, " + fileBytes + " bytes)";
  }
}
