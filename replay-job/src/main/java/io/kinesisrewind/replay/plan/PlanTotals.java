package io.kinesisrewind.replay.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.Locale;
import java.util.OptionalLong;

/** The size of what a replay will read. */
public final class PlanTotals implements Serializable {

  /** Where nobody can say before. */
  public static final PlanTotals UNKNOWN = new PlanTotals(0, 0, -1, false);

  private static final long serialVersionUID = 1L;

  private final long files;
  private final long bytes;
  private final long rows;
  private final boolean exact;
  private final Long payloadBytes;

  /** Where nothing is known of the payloads. */
  public PlanTotals(long files, long bytes, long rows, boolean exact) {
    this(files, bytes, rows, exact, null);
  }

  @JsonCreator
  private PlanTotals(
      @JsonProperty("files") long files,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("rows") long rows,
      @JsonProperty("exact") boolean exact,
      @JsonProperty("payload_bytes") Long payloadBytes) {
    this.files = files;
    this.bytes = bytes;
    this.rows = rows;
    this.exact = exact;
    this.payloadBytes = payloadBytes;
  }

  /**
   * @param size of the rows' payloads, as they were put
   */
  public PlanTotals withPayload(long size) {
    return new PlanTotals(files, bytes, rows, exact, size);
  }

  /**
   * Of what cannot be counted before it is read.
   *
   * @param bytes about as many
   */
  public static PlanTotals ofUnknown(long bytes) {
    return new PlanTotals(0, bytes, UNKNOWN.rows, false);
  }

  @JsonProperty("files")
  public long files() {
    return files;
  }

  /** Size of the files; a reader that looks for few keys fetches far less. */
  @JsonProperty("bytes")
  public long bytes() {
    return bytes;
  }

  /**
   * Rows in the selected shards of the files: what is read where exact, else the most it can be; -1
   * where that is not known.
   */
  @JsonProperty("rows")
  public long rows() {
    return rows;
  }

  /** Whether {@link #rows} says anything. */
  @JsonIgnore
  public boolean isKnown() {
    return rows >= 0;
  }

  /** Whether no bound cuts through a file, so that {@link #rows} is known without reading them. */
  @JsonProperty("exact")
  public boolean exact() {
    return exact;
  }

  /** Of all the rows, in bytes, as they were put; empty where that is not known. */
  public OptionalLong payloadBytes() {
    return payloadBytes == null ? OptionalLong.empty() : OptionalLong.of(payloadBytes);
  }

  @JsonProperty("payload_bytes")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private Long payloadBytesOrNull() {
    return payloadBytes;
  }

  PlanTotals plus(PlanTotals other) {
    return new PlanTotals(
        files + other.files,
        bytes + other.bytes,
        rows + other.rows,
        exact && other.exact,
        payloadBytes == null || other.payloadBytes == null
            ? null
            : Long.valueOf(payloadBytes + other.payloadBytes));
  }

  @Override
  public String toString() {
    if (!isKnown()) {
      return (bytes == 0 ? "" : String.format(Locale.ROOT, "about %,d bytes, ", bytes))
          + "an unknown number of records";
    }
    return String.format(
        Locale.ROOT,
        "%,d file%s, %,d bytes, %s%,d records",
        files,
        files == 1 ? "" : "s",
        bytes,
        exact ? "" : "up to ",
        rows);
  }
}
