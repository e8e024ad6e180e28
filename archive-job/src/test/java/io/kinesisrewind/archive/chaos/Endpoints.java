package io.kinesisrewind.archive.chaos;

import io.kinesisrewind.sandbox.Sandbox;
import java.net.URI;
import java.util.List;

/** Where a job finds the services; a test may put something in between. */
record Endpoints(URI kinesis, URI s3, URI dynamoDb) {

  static Endpoints of(Sandbox sandbox) {
    return new Endpoints(
        sandbox.kinesisEndpoint(), sandbox.s3Endpoint(), sandbox.dynamoDbEndpoint());
  }

  List<String> arguments() {
    return List.of(
        "--kinesis-endpoint",
        kinesis.toString(),
        "--s3-endpoint",
        s3.toString(),
        "--dynamodb-endpoint",
        dynamoDb.toString());
  }
}
