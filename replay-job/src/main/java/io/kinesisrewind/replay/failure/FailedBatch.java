package io.kinesisrewind.replay.failure;

import com.fasterxml.jackson.databind.JsonNode;
import io.kinesisrewind.replay.plan.SequenceRange;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.Position;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A batch of Kinesis records that a Lambda function did not process, as the member {@code
 * KinesisBatchInfo} of an invocation record describes it (AWS Lambda Developer Guide, "Retain
 * discarded batch records for a Kinesis Data Streams event source").
 */
public final class FailedBatch {

  static final String MEMBER = "KinesisBatchInfo";

  private static final Pattern STREAM_ARN =
      Pattern.compile("arn:[a-z0-9-]+:kinesis:[a-z0-9-]+:[0-9]{12}:stream/(.+)");

  private final String origin;
  private final String streamName;
  private final SequenceRange range;
  private final long size;

  private FailedBatch(String origin, String streamName, SequenceRange range, long size) {
    this.origin = origin;
    this.streamName = streamName;
    this.range = range;
    this.size = size;
  }

  /**
   * @param invocation the record of an invocation
   * @param origin of the message, for the user
   * @throws NotUnderstoodException where a part is missing, or is not what it has to be
   */
  static FailedBatch in(JsonNode invocation, String origin) throws NotUnderstoodException {
    JsonNode info = invocation.path(MEMBER);
    if (!info.isObject()) {
      throw new NotUnderstoodException("it has no " + MEMBER);
    }
    String first = sequenceNumber(info, "startSequenceNumber");
    String last = sequenceNumber(info, "endSequenceNumber");
    if (Position.compareSequenceNumbers(first, last) > 0) {
      throw new NotUnderstoodException("its startSequenceNumber is above its endSequenceNumber");
    }
    Instant firstArrival = time(info, "approximateArrivalOfFirstRecord");
    Instant lastArrival = time(info, "approximateArrivalOfLastRecord");
    SequenceRange range =
        new SequenceRange(shard(info), first, last, firstArrival, max(firstArrival, lastArrival));
    return new FailedBatch(origin, streamName(info), range, size(info));
  }

  /** The message that tells of it, for the user. */
  public String origin() {
    return origin;
  }

  public String streamName() {
    return streamName;
  }

  public SequenceRange range() {
    return range;
  }

  /** Number of Kinesis records; an aggregate of the KPL is one. */
  public long size() {
    return size;
  }

  private static String shard(JsonNode info) throws NotUnderstoodException {
    String shard = text(info, "shardId");
    if (!shard.matches("shardId-\\d{12}")) {
      throw new NotUnderstoodException("its shardId is not the id of a shard");
    }
    return shard;
  }

  private static String streamName(JsonNode info) throws NotUnderstoodException {
    Matcher arn = STREAM_ARN.matcher(text(info, "streamArn"));
    if (!arn.matches() || !ArchiveHour.isStreamName(arn.group(1))) {
      throw new NotUnderstoodException("its streamArn is not that of a Kinesis stream");
    }
    return arn.group(1);
  }

  private static String sequenceNumber(JsonNode info, String member) throws NotUnderstoodException {
    String text = text(info, member);
    if (!Position.isSequenceNumber(text)) {
      throw new NotUnderstoodException("its " + member + " is not a sequence number");
    }
    return text;
  }

  private static Instant time(JsonNode info, String member) throws NotUnderstoodException {
    try {
      Instant time = Instant.parse(text(info, member));
      ArchiveHour.of("any", time); // no year but those that an archive can hold
      return time;
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new NotUnderstoodException("its " + member + " is not a time");
    }
  }

  private static long size(JsonNode info) throws NotUnderstoodException {
    JsonNode size = info.path("batchSize");
    if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 1) {
      throw new NotUnderstoodException("its batchSize is not a number of records");
    }
    return size.longValue();
  }

  private static String text(JsonNode info, String member) throws NotUnderstoodException {
    JsonNode value = info.path(member);
    if (!value.isTextual()) {
      throw new NotUnderstoodException("its " + MEMBER + " has no " + member);
    }
    return value.textValue();
  }

  /** A shard's clock may have run backwards within the batch. */
  private static Instant max(Instant left, Instant right) {
    return left.isAfter(right) ? left : right;
  }

  @Override
  public String toString() {
    return origin + " (" + range + ")";
  }
}
