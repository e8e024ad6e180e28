package io.kinesisrewind.replay.source;

import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A record as the source gave it, and how many further rows held the very same one (same stream,
 * shard and position): they are counted and not passed on. Flink's idea of a POJO.
 */
public final class Candidate {

  public static final TypeInformation<Candidate> TYPE =
      Types.POJO(
          Candidate.class,
          Map.of(
              "record",
              JobEnvironment.recordType(),
              "duplicates",
              Types.INT,
              "problem",
              Types.STRING));

  private ArchivedRecord record;
  private int duplicates;
  private String problem;

  /** For Flink. */
  public Candidate() {}

  public Candidate(ArchivedRecord record, int duplicates) {
    this.record = record;
    this.duplicates = duplicates;
  }

  public ArchivedRecord getRecord() {
    return record;
  }

  public void setRecord(ArchivedRecord record) {
    this.record = record;
  }

  /** Rows beyond the first. */
  public int getDuplicates() {
    return duplicates;
  }

  public void setDuplicates(int duplicates) {
    this.duplicates = duplicates;
  }

  /** Why the record cannot be had as it was; null where it is. */
  public String getProblem() {
    return problem;
  }

  public void setProblem(String problem) {
    this.problem = problem;
  }
}
