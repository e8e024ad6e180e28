package io.kinesisrewind.replay.bad;

import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.OutputTag;

/**
 * A record that could not be delivered, as it was selected, and why: the end of a sentence that
 * begins with the record. Flink's idea of a POJO.
 */
public final class DeadLetter {

  public static final TypeInformation<DeadLetter> TYPE =
      Types.POJO(
          DeadLetter.class, Map.of("record", JobEnvironment.recordType(), "reason", Types.STRING));

  /** The side output of every operator that has a {@link BadRecordHandler}. */
  public static final OutputTag<DeadLetter> TAG = new OutputTag<>("dead-letters", TYPE);

  private ArchivedRecord record;
  private String reason;

  /** For Flink. */
  public DeadLetter() {}

  public DeadLetter(ArchivedRecord record, String reason) {
    this.record = record;
    this.reason = reason;
  }

  public ArchivedRecord getRecord() {
    return record;
  }

  public void setRecord(ArchivedRecord record) {
    this.record = record;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }
}
