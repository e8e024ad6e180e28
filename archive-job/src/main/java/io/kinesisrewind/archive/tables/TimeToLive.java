package io.kinesisrewind.archive.tables;

import io.kinesisrewind.schemas.LatestTable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** How a table's items expire. */
final class TimeToLive {

  /** Seen from what the job writes, {@link LatestTable#EXPIRE_AFTER}. */
  enum State {
    ON,
    OFF,
    /** DynamoDB takes up to an hour for it and declines every change meanwhile. */
    BEING_SWITCHED_OFF,
    BY_ANOTHER_ATTRIBUTE
  }

  private final DynamoDbClient client;
  private final String table;

  TimeToLive(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  State state() {
    TimeToLiveDescription description = describe();
    TimeToLiveStatus status = description.timeToLiveStatus();
    if (status == TimeToLiveStatus.DISABLING) {
      return State.BEING_SWITCHED_OFF;
    }
    if (status != TimeToLiveStatus.ENABLED && status != TimeToLiveStatus.ENABLING) {
      return State.OFF;
    }
    return LatestTable.EXPIRE_AFTER.equals(description.attributeName())
        ? State.ON
        : State.BY_ANOTHER_ATTRIBUTE;
  }

  /** The attribute that items expire by; only where they do. */
  String attribute() {
    return describe().attributeName();
  }

  /** Does not wait: DynamoDB may take an hour until it deletes the first item. */
  void switchOn() {
    try {
      client.updateTimeToLive(
          request ->
              request
                  .tableName(table)
                  .timeToLiveSpecification(
                      expiry -> expiry.attributeName(LatestTable.EXPIRE_AFTER).enabled(true)));
    } catch (DynamoDbException e) {
      if (state() != State.ON) { // else another job was faster
        throw e;
      }
    }
  }

  private TimeToLiveDescription describe() {
    return client.describeTimeToLive(request -> request.tableName(table)).timeToLiveDescription();
  }
}
