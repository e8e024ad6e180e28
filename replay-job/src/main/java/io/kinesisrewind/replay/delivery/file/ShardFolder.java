package io.kinesisrewind.replay.delivery.file;

import java.util.regex.Pattern;

/** The folder of a shard's records. A record's shard id may be anything; a path may not. */
final class ShardFolder {

  /** For all that is not the id of a shard. */
  static final String OTHER = "other";

  private static final Pattern SHARD_ID = Pattern.compile("shardId-[a-zA-Z0-9_-]{1,120}");

  private ShardFolder() {}

  static String name(String shardId) {
    return SHARD_ID.matcher(shardId).matches() ? shardId : OTHER;
  }
}
