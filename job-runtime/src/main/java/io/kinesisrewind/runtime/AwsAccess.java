package io.kinesisrewind.runtime;

import java.io.Serializable;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * A region and, for emulators and private endpoints, where each service is reached. Travels with
 * the job to the task managers, whose environment need not have it. Holds no credentials: those
 * come from the SDK's default chain wherever a client is built.
 */
public final class AwsAccess implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String region;
  private final URI kinesisEndpoint;
  private final URI s3Endpoint;
  private final URI dynamoDbEndpoint;
  private final URI lambdaEndpoint;
  private final URI sqsEndpoint;

  /** An endpoint that is null is AWS's own; so are those not named here. */
  public AwsAccess(String region, URI kinesisEndpoint, URI s3Endpoint, URI dynamoDbEndpoint) {
    this(region, kinesisEndpoint, s3Endpoint, dynamoDbEndpoint, null, null);
  }

  private AwsAccess(
      String region,
      URI kinesisEndpoint,
      URI s3Endpoint,
      URI dynamoDbEndpoint,
      URI lambdaEndpoint,
      URI sqsEndpoint) {
    this.region = region;
    this.kinesisEndpoint = kinesisEndpoint;
    this.s3Endpoint = s3Endpoint;
    this.dynamoDbEndpoint = dynamoDbEndpoint;
    this.lambdaEndpoint = lambdaEndpoint;
    this.sqsEndpoint = sqsEndpoint;
  }

  /**
   * @param endpoint null for AWS's own
   */
  public AwsAccess withLambdaEndpoint(URI endpoint) {
    return new AwsAccess(
        region, kinesisEndpoint, s3Endpoint, dynamoDbEndpoint, endpoint, sqsEndpoint);
  }

  /**
   * @param endpoint null for AWS's own
   */
  public AwsAccess withSqsEndpoint(URI endpoint) {
    return new AwsAccess(
        region, kinesisEndpoint, s3Endpoint, dynamoDbEndpoint, lambdaEndpoint, endpoint);
  }

  public String region() {
    return region;
  }

  public Optional<URI> s3Endpoint() {
    return Optional.ofNullable(s3Endpoint);
  }

  /** Points a Kinesis client's builder at region and endpoint. */
  public <B extends AwsClientBuilder<B, ?>> B kinesis(B builder) {
    return configured(builder, kinesisEndpoint);
  }

  /** Points a DynamoDB client's builder at region and endpoint. */
  public <B extends AwsClientBuilder<B, ?>> B dynamoDb(B builder) {
    return configured(builder, dynamoDbEndpoint);
  }

  /** Points a Lambda client's builder at region and endpoint. */
  public <B extends AwsClientBuilder<B, ?>> B lambda(B builder) {
    return configured(builder, lambdaEndpoint);
  }

  /** Points an SQS client's builder at region and endpoint. */
  public <B extends AwsClientBuilder<B, ?>> B sqs(B builder) {
    return configured(builder, sqsEndpoint);
  }

  /** For {@code FlinkKinesisConsumer}. */
  public Properties kinesisConsumerProperties() {
    return connectorProperties(kinesisEndpoint);
  }

  /** For {@code DynamoDbSink}. */
  public Properties dynamoDbSinkProperties() {
    return connectorProperties(dynamoDbEndpoint);
  }

  /** Flink configuration through which its S3 file system finds the same S3. */
  public Map<String, String> s3FileSystemConfiguration() {
    Map<String, String> configuration = new HashMap<>();
    configuration.put("s3.endpoint.region", region);
    if (s3Endpoint != null) {
      configuration.put("s3.endpoint", s3Endpoint.toString());
      configuration.put("s3.path.style.access", "true");
    }
    return configuration;
  }

  private Properties connectorProperties(URI endpoint) {
    Properties properties = new Properties();
    properties.setProperty("aws.region", region);
    if (endpoint != null) {
      properties.setProperty("aws.endpoint", endpoint.toString());
    }
    return properties;
  }

  private <B extends AwsClientBuilder<B, ?>> B configured(B builder, URI endpoint) {
    B withRegion = builder.region(Region.of(region));
    return endpoint == null ? withRegion : withRegion.endpointOverride(endpoint);
  }
}
