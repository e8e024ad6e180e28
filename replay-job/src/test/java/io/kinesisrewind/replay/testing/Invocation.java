package io.kinesisrewind.replay.testing;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.List;

/** What Lambda tells an on-failure destination, as AWS documents it. */
public final class Invocation {

  private Invocation() {}

  /** Of a batch of records of one shard, in their order. */
  public static String of(List<ArchivedRecord> batch) {
    long size = batch.stream().map(ArchivedRecord::getSequenceNumber).distinct().count();
    return of(batch.get(0), batch.get(batch.size() - 1), size);
  }

  public static String of(ArchivedRecord first, ArchivedRecord last, long size) {
    return """
        {
          "requestContext": {
            "requestId": "c9b8fa9f-5a7f-xmpl-af9c-0c604cde93a5",
            "functionArn": "arn:aws:lambda:us-east-2:123456789012:function:bill",
            "condition": "RetryAttemptsExhausted",
            "approximateInvokeCount": 1
          },
          "responseContext": {
            "statusCode": 200,
            "executedVersion": "$LATEST",
            "functionError": "Unhandled"
          },
          "version": "1.0",
          "timestamp": "2026-03-01T10:05:06.021Z",
          "KinesisBatchInfo": {
            "shardId": "%s",
            "startSequenceNumber": "%s",
            "endSequenceNumber": "%s",
            "approximateArrivalOfFirstRecord": "%s",
            "approximateArrivalOfLastRecord": "%s",
            "batchSize": %d,
            "streamArn": "arn:aws:kinesis:us-east-2:123456789012:stream/%s"
          }
        }
        """
        .formatted(
            first.getShardId(),
            first.getSequenceNumber(),
            last.getSequenceNumber(),
            first.getApproximateArrivalTimestamp(),
            last.getApproximateArrivalTimestamp(),
            size,
            first.getStreamName());
  }
}
