package io.kinesisrewind.archive.chaos;

import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.faults.FaultProxy;

/** A proxy in front of each service, to let faults happen between it and the job. */
final class FaultyServices implements AutoCloseable {

  private final FaultProxy kinesis;
  private final FaultProxy s3;
  private final FaultProxy dynamoDb;

  private FaultyServices(FaultProxy kinesis, FaultProxy s3, FaultProxy dynamoDb) {
    this.kinesis = kinesis;
    this.s3 = s3;
    this.dynamoDb = dynamoDb;
  }

  /** Without faults at first. */
  static FaultyServices of(Sandbox sandbox, long seed) {
    return new FaultyServices(
        FaultProxy.start(sandbox.kinesisEndpoint(), seed),
        FaultProxy.start(sandbox.s3Endpoint(), seed),
        FaultProxy.start(sandbox.dynamoDbEndpoint(), seed));
  }

  Endpoints endpoints() {
    return new Endpoints(kinesis.endpoint(), s3.endpoint(), dynamoDb.endpoint());
  }

  FaultProxy kinesis() {
    return kinesis;
  }

  FaultProxy s3() {
    return s3;
  }

  FaultProxy dynamoDb() {
    return dynamoDb;
  }

  @Override
  public void close() {
    kinesis.close();
    s3.close();
    dynamoDb.close();
  }
}
