package io.kinesisrewind.sandbox;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The AWS SDK's clients of a sandbox, and what tests do with them. */
public final class AwsClients {
  private AwsClients() {}

  static KinesisClient kinesis(Sandbox sandbox) {
    return kinesis(sandbox, sandbox.kinesisEndpoint());
  }

  /** Of the sandbox, but found elsewhere. */
  public static KinesisClient kinesis(Sandbox sandbox, URI endpoint) {
    return of(KinesisClient.builder(), sandbox, endpoint, sandbox.secretKey());
  }

  static DynamoDbClient dynamoDb(Sandbox sandbox) {
    return dynamoDb(sandbox, sandbox.dynamoDbEndpoint());
  }

  /** Of the sandbox, but found elsewhere. */
  public static DynamoDbClient dynamoDb(Sandbox sandbox, URI endpoint) {
    return of(DynamoDbClient.builder(), sandbox, endpoint, sandbox.secretKey());
  }

  public static S3Client s3(Sandbox sandbox) {
    return s3(sandbox, sandbox.secretKey());
  }

  /** Of the sandbox, but found elsewhere. */
  public static S3Client s3(Sandbox sandbox, URI endpoint) {
    return of(S3Client.builder(), sandbox, endpoint, sandbox.secretKey());
  }

  static S3Client s3(Sandbox sandbox, String secretKey) {
    return of(S3Client.builder(), sandbox, sandbox.s3Endpoint(), secretKey);
  }

  /** A table whose key is the string {@code id}. */
  public static void createTable(DynamoDbClient dynamoDb, String table) {
    AttributeDefinition id =
        AttributeDefinition.builder()
            .attributeName("id")
            .attributeType(ScalarAttributeType.S)
            .build();
    KeySchemaElement key =
        KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build();
    dynamoDb.createTable(
        request ->
            request
                .tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(id)
                .keySchema(key));
  }

  private static <B extends AwsClientBuilder<B, C>, C> C of(
      B builder, Sandbox sandbox, URI endpoint, String secretKey) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(sandbox.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(sandbox.accessKey(), secretKey)))
        .build();
  }
}
