package io.kinesisrewind.replay.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Numbers of records. As a delta between the steps and the ledger, as the sum in the ledger and the
 * status object. Flink's idea of a POJO.
 */
public final class Counts {

  public static final TypeInformation<Counts> TYPE =
      Types.POJO(
          Counts.class,
          Map.of(
              "read", Types.LONG,
              "filtered", Types.LONG,
              "duplicates", Types.LONG,
              "selected", Types.LONG,
              "delivered", Types.LONG,
              "skipped", Types.LONG,
              "deadLettered", Types.LONG,
              "passed", Types.LONG,
              "retried", Types.LONG));

  /** Rows that the archive's files gave. */
  @JsonProperty("read")
  public long read;

  /** Read and not selected: out of bounds, of another key, superseded, beyond the limit. */
  @JsonProperty("filtered")
  public long filtered;

  /** Read, but the very record had been read already. */
  @JsonProperty("duplicates")
  public long duplicates;

  /** Read and to be delivered. */
  @JsonProperty("selected")
  public long selected;

  /** Taken by the target. */
  @JsonProperty("delivered")
  public long delivered;

  /** Selected, but bad, and {@code --on-bad-record skip}. */
  @JsonProperty("skipped")
  public long skipped;

  /** Selected, but bad, and kept elsewhere. */
  @JsonProperty("dead_lettered")
  public long deadLettered;

  /**
   * Bad, and delivered as they are, as {@code --on-bad-record pass} asks for: a part of {@link
   * #delivered}.
   */
  @JsonProperty("passed")
  public long passed;

  /** Puts that had to be repeated; not records. */
  @JsonProperty("retried")
  public long retried;

  public void add(Counts other) {
    read += other.read;
    filtered += other.filtered;
    duplicates += other.duplicates;
    selected += other.selected;
    delivered += other.delivered;
    skipped += other.skipped;
    deadLettered += other.deadLettered;
    passed += other.passed;
    retried += other.retried;
  }

  /** A later step of the selection leaves out what an earlier one had let through. */
  public void reject() {
    selected--;
    filtered++;
  }

  /** What became of the selected records so far. */
  public long settled() {
    return delivered + skipped + deadLettered;
  }

  /** Of the records read, those with which all is done. */
  public long done() {
    return filtered + duplicates + settled();
  }

  public Counts copy() {
    Counts copy = new Counts();
    copy.add(this);
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Counts)) {
      return false;
    }
    Counts that = (Counts) other;
    return read == that.read
        && filtered == that.filtered
        && duplicates == that.duplicates
        && selected == that.selected
        && delivered == that.delivered
        && skipped == that.skipped
        && deadLettered == that.deadLettered
        && passed == that.passed
        && retried == that.retried;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        read, filtered, duplicates, selected, delivered, skipped, deadLettered, passed, retried);
  }

  /** The account, as the user is told. */
  @Override
  public String toString() {
    return "read "
        + read
        + " = selected "
        + selected
        + " + filtered "
        + filtered
        + " + duplicates "
        + duplicates
        + "; selected "
        + selected
        + " = delivered "
        + delivered
        + (passed == 0 ? "" : " (" + passed + " of them bad, passed as they are)")
        + " + skipped "
        + skipped
        + " + dead-lettered "
        + deadLettered
        + "; retried "
        + retried;
  }
}
