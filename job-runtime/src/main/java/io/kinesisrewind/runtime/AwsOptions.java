package io.kinesisrewind.runtime;

import java.net.URI;
import java.util.Map;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Where AWS is. Everything has the SDK's own default: region and credentials from the environment,
 * the profile or the machine's role; an endpoint from {@code AWS_ENDPOINT_URL_<SERVICE>} or {@code
 * AWS_ENDPOINT_URL}, else AWS itself.
 */
public final class AwsOptions {

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "AWS region (default: AWS_REGION, the profile's, or the machine's)")
  private String region;

  @Option(
      names = "--kinesis-endpoint",
      paramLabel = "URL",
      description = "Kinesis endpoint (default: AWS_ENDPOINT_URL_KINESIS, else AWS)")
  private URI kinesisEndpoint;

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description = "S3 endpoint (default: AWS_ENDPOINT_URL_S3, else AWS)")
  private URI s3Endpoint;

  @Option(
      names = "--dynamodb-endpoint",
      paramLabel = "URL",
      description = "DynamoDB endpoint (default: AWS_ENDPOINT_URL_DYNAMODB, else AWS)")
  private URI dynamoDbEndpoint;

  @Option(
      names = "--lambda-endpoint",
      paramLabel = "URL",
      description = "Lambda endpoint (default: AWS_ENDPOINT_URL_LAMBDA, else AWS)")
  private URI lambdaEndpoint;

  @Option(
      names = "--sqs-endpoint",
      paramLabel = "URL",
      description = "SQS endpoint (default: AWS_ENDPOINT_URL_SQS, else AWS)")
  private URI sqsEndpoint;

  /** The same, fixed; what is not given is looked up in this process's surroundings. */
  public AwsAccess resolve(Problems problems) {
    return resolve(System.getenv(), problems);
  }

  /**
   * The same.
   *
   * @throws UsageException with all that is wrong
   */
  public AwsAccess resolve() {
    Problems problems = new Problems();
    AwsAccess access = resolve(problems);
    problems.throwIfAny();
    return access;
  }

  AwsAccess resolve(Map<String, String> environment, Problems problems) {
    return new AwsAccess(
            resolveRegion(environment, problems),
            endpoint("--kinesis-endpoint", kinesisEndpoint, "KINESIS", environment, problems),
            endpoint("--s3-endpoint", s3Endpoint, "S3", environment, problems),
            endpoint("--dynamodb-endpoint", dynamoDbEndpoint, "DYNAMODB", environment, problems))
        .withLambdaEndpoint(
            endpoint("--lambda-endpoint", lambdaEndpoint, "LAMBDA", environment, problems))
        .withSqsEndpoint(endpoint("--sqs-endpoint", sqsEndpoint, "SQS", environment, problems));
  }

  private String resolveRegion(Map<String, String> environment, Problems problems) {
    if (region != null) {
      return checked("--region", region, problems);
    }
    String fromEnvironment = environment.get("AWS_REGION");
    if (fromEnvironment != null && !fromEnvironment.isEmpty()) {
      return checked("AWS_REGION", fromEnvironment, problems);
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
    } catch (SdkClientException e) {
      problems.add("--region: no region is known; give --region, or set AWS_REGION");
      return Region.US_EAST_1.id();
    }
  }

  private static String checked(String origin, String region, Problems problems) {
    problems.require(
        region.matches("[a-z0-9-]{1,40}"),
        origin,
        region,
        "is not the name of a region; write for instance eu-west-1");
    return region;
  }

  private static URI endpoint(
      String option,
      URI given,
      String service,
      Map<String, String> environment,
      Problems problems) {
    String variable = "AWS_ENDPOINT_URL_" + service;
    String origin =
        given != null ? option : environment.containsKey(variable) ? variable : "AWS_ENDPOINT_URL";
    String text = given != null ? given.toString() : environment.get(origin);
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (!text.matches("https?://[^/?#\\s]+/?")) {
      problems.add(origin, text, "is not an endpoint; write for instance http://127.0.0.1:4566");
      return null;
    }
    return URI.create(text);
  }
}
