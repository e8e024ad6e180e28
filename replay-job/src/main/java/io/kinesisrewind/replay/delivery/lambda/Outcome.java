package io.kinesisrewind.replay.delivery.lambda;

import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What became of a record: the function has taken it, or refuses it for a reason. Flink's idea of a
 * POJO.
 */
public final class Outcome {

  public static final TypeInformation<Outcome> TYPE =
      Types.POJO(
          Outcome.class,
          Map.of(
              "record", JobEnvironment.recordType(),
              "refusal", Types.STRING,
              "retries", Types.INT));

  private ArchivedRecord record;
  private String refusal;
  private int retries;

  /** For Flink. */
  public Outcome() {}

  private Outcome(ArchivedRecord record, String refusal, int retries) {
    this.record = record;
    this.refusal = refusal;
    this.retries = retries;
  }

  static Outcome delivered(ArchivedRecord record, int retries) {
    return new Outcome(record, null, retries);
  }

  static Outcome refused(ArchivedRecord record, String reason, int retries) {
    return new Outcome(record, reason, retries);
  }

  /** Why the function does not take it; empty where it has. */
  public Optional<String> reason() {
    return Optional.ofNullable(refusal);
  }

  public ArchivedRecord getRecord() {
    return record;
  }

  public void setRecord(ArchivedRecord record) {
    this.record = record;
  }

  public String getRefusal() {
    return refusal;
  }

  public void setRefusal(String refusal) {
    this.refusal = refusal;
  }

  /** How often it was sent again. */
  public int getRetries() {
    return retries;
  }

  public void setRetries(int retries) {
    this.retries = retries;
  }
}
