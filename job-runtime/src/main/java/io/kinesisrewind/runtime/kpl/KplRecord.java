package io.kinesisrewind.runtime.kpl;

import java.util.Optional;

/** A user record inside a {@link KplAggregate}. */
public final class KplRecord {

  private final String partitionKey;
  private final String explicitHashKey;
  private final byte[] data;

  KplRecord(String partitionKey, String explicitHashKey, byte[] data) {
    this.partitionKey = partitionKey;
    this.explicitHashKey = explicitHashKey;
    this.data = data;
  }

  public String partitionKey() {
    return partitionKey;
  }

  /** Decimal, below 2^128. */
  public Optional<String> explicitHashKey() {
    return Optional.ofNullable(explicitHashKey);
  }

  /** Its own; not copied again. */
  public byte[] data() {
    return data;
  }
}
