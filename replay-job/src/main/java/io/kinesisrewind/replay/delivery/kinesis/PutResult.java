package io.kinesisrewind.replay.delivery.kinesis;

/** What became of one entry of a call. */
enum PutResult {
  /** It is in. */
  ACCEPTED,
  /** It is not, for its shard is at its limit. */
  THROTTLED,
  /** It is not, for a fault inside Kinesis. */
  FAILED
}
