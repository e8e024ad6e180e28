package io.kinesisrewind.replay.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.Locale;

/** The size of what a replay will read. */
public final class PlanTotals implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long files;
  private final long bytes;
  private final long rows;
  private final boolean exact;

  public PlanTotals(
      @JsonProperty("files") long files,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("rows") long rows,
      @JsonProperty("exact") boolean exact) {
    this.files = files;
    this.bytes = bytes;
    this.rows = rows;
    this.exact = exact;
  }

  /**
   * Of what cannot be counted before it is read.
   *
   * @param bytes about as many
   */
  public static PlanTotals ofUnknown(long bytes) {
    return new PlanTotals(0, bytes, Long.MAX_VALUE, false);
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
   * Rows in the selected shards of the files: what is read where exact, else the most it can be.
   */
  @JsonProperty("rows")
  public long rows() {
    return rows;
  }

  /** Whether no bound cuts through a file, so that {@link #rows} is known without reading them. */
  @JsonProperty("exact")
  public boolean exact() {
    return exact;
  }

  PlanTotals plus(PlanTotals other) {
    return new PlanTotals(
        files + other.files, bytes + other.bytes, rows + other.rows, exact && other.exact);
  }

  @Override
  public String toString() {
    if (rows == Long.MAX_VALUE) {
      return String.format(Locale.ROOT, "about %,d bytes, any number of records", bytes);
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
