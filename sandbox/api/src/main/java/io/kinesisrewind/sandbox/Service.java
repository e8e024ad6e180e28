package io.kinesisrewind.sandbox;

import java.util.Locale;

/**
 * What a sandbox can run, in the order of starting. Kinesis is last: its first start installs
 * packages, while the others get ready.
 */
public enum Service {
  S3,
  DYNAMODB,
  KINESIS;

  /** As in the names of logs, directories and messages. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The variable from which the AWS SDKs and tools take the endpoint. */
  String endpointVariable() {
    return "AWS_ENDPOINT_URL_" + name();
  }
}
