package io.kinesisrewind.replay.annotate;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.ledger.CountedStep;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.JsonMember;
import io.kinesisrewind.schemas.NotAnnotatableException;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Merges the annotation into the payload, a JSON object. */
public final class Annotate implements CountedStep<ArchivedRecord, ArchivedRecord> {

  /** The most that Kinesis takes: data and partition key together (API reference, PutRecord). */
  static final int MAX_RECORD_BYTES = 1 << 20;

  /**
   * Per task; the rest is counted only, as a stream that is not JSON at all would fill the disk.
   */
  private static final int MOST_LOGGED = 1_000;

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(Annotate.class);

  private final String replayId;
  private final LinkedHashMap<String, String> pairs;
  private final BadRecords badRecords;
  private int logged;

  /**
   * @param pairs the user's own
   */
  public Annotate(String replayId, Map<String, String> pairs, BadRecords badRecords) {
    this.replayId = replayId;
    this.pairs = new LinkedHashMap<>(pairs);
    this.badRecords = badRecords;
  }

  @Override
  public Optional<ArchivedRecord> apply(ArchivedRecord record, Counts counts) {
    try {
      record.setData(ByteBuffer.wrap(annotated(record)));
      return Optional.of(record);
    } catch (NotAnnotatableException e) {
      String message = describe(record, e.getMessage());
      if (badRecords == BadRecords.fail) {
        throw new ReplayFailedException(
            message
                + "; --on-bad-record skip leaves such records out, --annotate none replays"
                + " them as they are");
      }
      counts.skipped++;
      if (logged < MOST_LOGGED) {
        logged++;
        LOG.warn("Skipped: {}{}", message, logged == MOST_LOGGED ? "; no more are logged" : "");
      }
      return Optional.empty();
    }
  }

  private byte[] annotated(ArchivedRecord record) throws NotAnnotatableException {
    ReplayAnnotation annotation = ReplayAnnotation.of(record, replayId, Instant.now(), pairs);
    byte[] data = JsonMember.write(bytes(record.getData()), annotation);
    int keyBytes = record.getPartitionKey().getBytes(StandardCharsets.UTF_8).length;
    if (data.length + keyBytes > MAX_RECORD_BYTES) {
      throw new NotAnnotatableException(
          "with it, data and key are "
              + (data.length + keyBytes)
              + " bytes, and Kinesis takes "
              + MAX_RECORD_BYTES);
    }
    return data;
  }

  private static String describe(ArchivedRecord record, String reason) {
    return "Record "
        + Position.of(record)
        + " of "
        + record.getShardId()
        + " cannot carry an annotation: "
        + reason;
  }

  /** The buffer's content, its position left alone: rows with equal payloads may share one. */
  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
