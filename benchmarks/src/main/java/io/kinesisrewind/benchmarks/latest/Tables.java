package io.kinesisrewind.benchmarks.latest;

import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.schemas.LatestTable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Latest tables without anything in them. */
final class Tables {

  private final Sandbox sandbox;

  Tables(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  void replace(String stream) {
    String table = LatestTable.tableName(stream);
    try (DynamoDbClient client = client()) {
      try {
        client.deleteTable(request -> request.tableName(table));
        client.waiter().waitUntilTableNotExists(request -> request.tableName(table));
      } catch (ResourceNotFoundException e) {
        // The first one.
      }
      client.createTable(
          request ->
              request
                  .tableName(table)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .keySchema(
                      KeySchemaElement.builder()
                          .attributeName(LatestTable.PARTITION_KEY)
                          .keyType(KeyType.HASH)
                          .build())
                  .attributeDefinitions(
                      AttributeDefinition.builder()
                          .attributeName(LatestTable.PARTITION_KEY)
                          .attributeType(ScalarAttributeType.S)
                          .build()));
      client.waiter().waitUntilTableExists(request -> request.tableName(table));
    }
  }

  private DynamoDbClient client() {
    return DynamoDbClient.builder()
        .endpointOverride(sandbox.dynamoDbEndpoint())
        .region(Region.of(sandbox.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(sandbox.accessKey(), sandbox.secretKey())))
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }
}
