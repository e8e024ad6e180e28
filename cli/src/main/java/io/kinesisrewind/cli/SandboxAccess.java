package io.kinesisrewind.cli;

import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.sandbox.Sandbox;

/** Makes this process a user of a sandbox that it has started itself. */
final class SandboxAccess {

  private SandboxAccess() {}

  /**
   * The sandbox as AWS. Its credentials become this process's, by the system properties that the
   * default chains of both SDK versions read before anything else but the environment.
   */
  static AwsAccess of(Sandbox sandbox) {
    System.setProperty("aws.accessKeyId", sandbox.accessKey());
    System.setProperty("aws.secretAccessKey", sandbox.secretKey());
    System.setProperty("aws.secretKey", sandbox.secretKey());
    return new AwsAccess(
        sandbox.region(),
        sandbox.kinesisEndpoint(),
        sandbox.s3Endpoint(),
        sandbox.dynamoDbEndpoint());
  }
}
