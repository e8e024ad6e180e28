package io.kinesisrewind.cli;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * Which open shard of a stream a partition key goes to: by the MD5 hash of the key, as Kinesis
 * does.
 */
final class ShardMap {

  private final List<Shard> open;

  private ShardMap(List<Shard> open) {
    this.open = open;
  }

  static ShardMap of(KinesisClient kinesis, String stream) {
    return new ShardMap(
        ShardReader.shards(kinesis, stream).stream()
            .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
            .toList());
  }

  Shard shardOf(String partitionKey) {
    BigInteger hash = hash(partitionKey);
    return open.stream()
        .filter(
            shard -> new BigInteger(shard.hashKeyRange().startingHashKey()).compareTo(hash) <= 0)
        .filter(shard -> new BigInteger(shard.hashKeyRange().endingHashKey()).compareTo(hash) >= 0)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No shard for hash " + hash));
  }

  private static BigInteger hash(String partitionKey) {
    try {
      byte[] md5 =
          MessageDigest.getInstance("MD5").digest(partitionKey.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, md5);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has MD5
    }
  }
}
