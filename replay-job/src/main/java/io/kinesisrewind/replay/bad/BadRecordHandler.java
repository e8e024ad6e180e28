package io.kinesisrewind.replay.bad;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.io.Serializable;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does with a bad record what {@code --on-bad-record} says, and counts it. A part of any {@link
 * io.kinesisrewind.replay.ledger.CountedOperator} behind the selection that finds out that a record
 * cannot be delivered: the operator gives it the record, and forgets it.
 */
public final class BadRecordHandler implements Serializable {

  /**
   * Per task; the rest is counted only, as a stream that is not JSON at all would fill the disk.
   */
  private static final int MOST_LOGGED = 1_000;

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(BadRecordHandler.class);

  private final BadRecords action;
  private int logged;

  public BadRecordHandler(BadRecords action) {
    this.action = action;
  }

  /** Whether a record that the target takes as it is goes there so. */
  public boolean passes() {
    return action == BadRecords.pass;
  }

  /**
   * @param record as it was selected, without an annotation of this replay
   * @param reason the end of a sentence that begins with the record: {@code cannot be annotated: it
   *     is not JSON}
   * @param counts the operator's, to be added to
   * @param output the operator's
   * @throws ReplayFailedException where bad records are to end the replay
   */
  public void handle(ArchivedRecord record, String reason, Counts counts, Output<?> output) {
    switch (action) {
      case skip:
        counts.skipped++;
        log("Skipped", record, reason);
        break;
      case deadLetter:
        counts.deadLettered++;
        log("Dead-lettered", record, reason);
        output.collect(DeadLetter.TAG, new StreamRecord<>(new DeadLetter(record, reason)));
        break;
      default:
        throw new ReplayFailedException(describe(record, reason) + remedies());
    }
  }

  private String remedies() {
    return "; --on-bad-record skip leaves such records out, dead-letter keeps them in a folder"
        + (passes() ? "; pass cannot deliver this one" : ", pass delivers them as they are");
  }

  private void log(String done, ArchivedRecord record, String reason) {
    if (logged < MOST_LOGGED) {
      logged++;
      String more = logged == MOST_LOGGED ? "; no more are logged" : "";
      LOG.warn("{}: {}{}", done, describe(record, reason), more);
    }
  }

  private static String describe(ArchivedRecord record, String reason) {
    return "Record " + Position.of(record) + " of " + record.getShardId() + " " + reason;
  }
}
