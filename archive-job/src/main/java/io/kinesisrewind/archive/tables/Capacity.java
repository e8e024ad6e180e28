package io.kinesisrewind.archive.tables;

import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** What a new table can read and write: as it comes, or so many units a second. */
public final class Capacity {

  private static final Capacity ON_DEMAND = new Capacity(0, 0);

  private final long readUnits;
  private final long writeUnits;

  private Capacity(long readUnits, long writeUnits) {
    this.readUnits = readUnits;
    this.writeUnits = writeUnits;
  }

  /** Paid by the request. */
  public static Capacity onDemand() {
    return ON_DEMAND;
  }

  /**
   * @param readUnits of 4 KB a second (strongly consistent), at least 1
   * @param writeUnits of 1 KB a second, at least 1
   * @throws IllegalArgumentException where either is less
   */
  public static Capacity provisioned(long readUnits, long writeUnits) {
    if (readUnits < 1 || writeUnits < 1) {
      throw new IllegalArgumentException(
          "A capacity of " + readUnits + " and " + writeUnits + " units; give at least 1 of each");
    }
    return new Capacity(readUnits, writeUnits);
  }

  void apply(CreateTableRequest.Builder request) {
    if (this == ON_DEMAND) {
      request.billingMode(BillingMode.PAY_PER_REQUEST);
    } else {
      request
          .billingMode(BillingMode.PROVISIONED)
          .provisionedThroughput(
              units -> units.readCapacityUnits(readUnits).writeCapacityUnits(writeUnits));
    }
  }

  @Override
  public String toString() {
    return this == ON_DEMAND ? "on demand" : readUnits + " read and " + writeUnits + " write units";
  }
}
