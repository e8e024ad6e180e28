package io.kinesisrewind.replay.annotate;

import io.kinesisrewind.replay.bad.BadRecordException;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.NotAnnotatableException;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets a record say, in its payload, which replay it comes through and where it stood. */
public final class Annotate implements Serializable {

  private static final long serialVersionUID = 1L;

  private final AnnotationForm form;
  private final String replayId;
  private final LinkedHashMap<String, String> pairs;

  /**
   * @param pairs the user's own
   */
  public Annotate(AnnotationForm form, String replayId, Map<String, String> pairs) {
    this.form = form;
    this.replayId = replayId;
    this.pairs = new LinkedHashMap<>(pairs);
  }

  /** Whether records stay byte for byte what they are. */
  public boolean isNone() {
    return form == AnnotationForm.none;
  }

  /**
   * @return another record; the one given stays as it is
   * @throws BadRecordException where the payload cannot carry an annotation of this form
   */
  public ArchivedRecord annotated(ArchivedRecord record) throws BadRecordException {
    if (isNone()) {
      return record;
    }
    try {
      ReplayAnnotation annotation = ReplayAnnotation.of(record, replayId, Instant.now(), pairs);
      return withData(form.write(bytes(record.getData()), annotation), record);
    } catch (NotAnnotatableException e) {
      throw new BadRecordException("cannot carry an annotation: " + e.getMessage());
    }
  }

  private static ArchivedRecord withData(byte[] data, ArchivedRecord record) {
    return new ArchivedRecord(
        record.getStreamName(),
        record.getShardId(),
        record.getSequenceNumber(),
        record.getSubSequenceNumber(),
        record.getPartitionKey(),
        record.getExplicitHashKey(),
        record.getApproximateArrivalTimestamp(),
        ByteBuffer.wrap(data),
        record.getReplayId());
  }

  /** The buffer's content, its position left alone: rows with equal payloads may share one. */
  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
