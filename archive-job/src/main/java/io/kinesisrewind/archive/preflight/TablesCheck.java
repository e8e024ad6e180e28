package io.kinesisrewind.archive.preflight;

import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.schemas.LatestTable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Every stream's latest table exists with the right key, or is created. */
final class TablesCheck {

  private static final String KEY = LatestTable.PARTITION_KEY + " (S) as hash";
  private static final Duration CREATION = Duration.ofMinutes(5);

  private final DynamoDbClient client;
  private final Problems problems;

  private TablesCheck(DynamoDbClient client, Problems problems) {
    this.client = client;
    this.problems = problems;
  }

  /**
   * @param createMissing and wait until they can be written to; not done where there is any problem
   */
  static void run(List<String> streams, AwsAccess aws, boolean createMissing, Problems problems) {
    try (DynamoDbClient client =
        aws.dynamoDb(DynamoDbClient.builder())
            .httpClientBuilder(ApacheHttpClient.builder())
            .build()) {
      new TablesCheck(client, problems).run(streams, createMissing);
    } catch (SdkException e) {
      problems.add(
          "DynamoDB: "
              + AwsFailure.explain(
                  e,
                  createMissing ? "dynamodb:DescribeTable/CreateTable" : "dynamodb:DescribeTable"));
    }
  }

  private void run(List<String> streams, boolean createMissing) {
    List<String> missing =
        streams.stream()
            .map(LatestTable::tableName)
            .filter(table -> !exists(table))
            .collect(Collectors.toList());
    if (!createMissing) {
      missing.forEach(
          table ->
              problems.add(
                  "The DynamoDB table "
                      + table
                      + " does not exist; create it with --create-tables"));
    } else if (problems.isEmpty()) {
      missing.forEach(this::create);
      streams.stream().map(LatestTable::tableName).forEach(this::awaitActive);
    }
  }

  /** Where it does, its key is looked at, too. */
  private boolean exists(String name) {
    try {
      TableDescription table = client.describeTable(request -> request.tableName(name)).table();
      if (!hasOurKey(table)) {
        problems.add(
            "The DynamoDB table "
                + name
                + " has the key "
                + keyOf(table)
                + " where a latest table has "
                + KEY
                + " and no range key; delete that table");
      }
      return true;
    } catch (ResourceNotFoundException e) {
      return false;
    }
  }

  private void create(String name) {
    try {
      client.createTable(
          request ->
              request
                  .tableName(name)
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
    } catch (ResourceInUseException e) {
      exists(name); // another job was faster
    }
  }

  private void awaitActive(String name) {
    client
        .waiter()
        .waitUntilTableExists(
            request -> request.tableName(name), config -> config.waitTimeout(CREATION));
  }

  private static boolean hasOurKey(TableDescription table) {
    return keyOf(table).equals(KEY);
  }

  private static String keyOf(TableDescription table) {
    return table.keySchema().stream()
        .map(
            element ->
                element.attributeName()
                    + " ("
                    + typeOf(element.attributeName(), table)
                    + ") as "
                    + element.keyTypeAsString().toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static String typeOf(String attribute, TableDescription table) {
    return table.attributeDefinitions().stream()
        .filter(definition -> definition.attributeName().equals(attribute))
        .map(AttributeDefinition::attributeTypeAsString)
        .findFirst()
        .orElse("?");
  }
}
