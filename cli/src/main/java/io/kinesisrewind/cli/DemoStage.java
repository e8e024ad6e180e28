package io.kinesisrewind.cli;

import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.JobOptions;
import io.kinesisrewind.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** What the demo plays on: a sandbox, clients for it, and Flink. */
final class DemoStage implements AutoCloseable {

  private static final int SLOTS = 2;

  private final WorkDirectory work = WorkDirectory.create();
  private final Sandbox sandbox;
  private final KinesisClient kinesis;
  private final DynamoDbClient dynamoDb;
  private final LocalFlink flink;

  private DemoStage(Sandbox sandbox) throws Exception {
    this.sandbox = sandbox;
    AwsAccess aws = SandboxAccess.of(sandbox);
    this.kinesis = aws.kinesis(KinesisClient.builder()).build();
    this.dynamoDb = aws.dynamoDb(DynamoDbClient.builder()).build();
    this.flink = LocalFlink.start(aws, work.path(), SLOTS, s3Credentials(sandbox));
  }

  static DemoStage build() throws Exception {
    Sandbox sandbox = Sandbox.start();
    try {
      return new DemoStage(sandbox);
    } catch (Exception e) {
      sandbox.close();
      throw e;
    }
  }

  Sandbox sandbox() {
    return sandbox;
  }

  KinesisClient kinesis() {
    return kinesis;
  }

  DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  LocalFlink flink() {
    return flink;
  }

  WorkDirectory work() {
    return work;
  }

  /** Fills a job's options as the command line would, pointed at the sandbox. */
  <T extends JobOptions> T parsed(T options, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--region=" + sandbox.region());
    all.add("--kinesis-endpoint=" + sandbox.kinesisEndpoint());
    all.add("--s3-endpoint=" + sandbox.s3Endpoint());
    all.add("--dynamodb-endpoint=" + sandbox.dynamoDbEndpoint());
    JobArguments.parse(options, all.toArray(String[]::new));
    return options;
  }

  @Override
  public void close() {
    flink.close();
    kinesis.close();
    dynamoDb.close();
    sandbox.close();
    work.close();
  }

  /** The user's own credentials, where the environment has some, stay out of it. */
  private static Map<String, String> s3Credentials(Sandbox sandbox) {
    return Map.of(
        "fs.s3a.aws.credentials.provider",
        "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
        "s3.access-key",
        sandbox.accessKey(),
        "s3.secret-key",
        sandbox.secretKey());
  }
}
