package io.kinesisrewind.archive.tables;

import static software.amazon.awssdk.services.dynamodb.model.KeyType.HASH;
import static software.amazon.awssdk.services.dynamodb.model.KeyType.RANGE;

import io.kinesisrewind.archive.ArchiveMode;
import io.kinesisrewind.archive.ArchiveMode.Target;
import io.kinesisrewind.schemas.HistoryTable;
import io.kinesisrewind.schemas.LatestTable;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** A kind of table that a stream may have, with its name and its key. */
public enum ArchiveTable {
  /** {@link LatestTable}: the latest record of each partition key. */
  LATEST(
      Target.LATEST,
      List.of(
          KeySchemaElement.builder()
              .attributeName(LatestTable.PARTITION_KEY)
              .keyType(HASH)
              .build()),
      List.of(attribute(LatestTable.PARTITION_KEY, ScalarAttributeType.S))),

  /** {@link HistoryTable}: every record. */
  HISTORY(
      Target.ALL,
      List.of(
          KeySchemaElement.builder().attributeName(LatestTable.PARTITION_KEY).keyType(HASH).build(),
          KeySchemaElement.builder().attributeName(LatestTable.POSITION).keyType(RANGE).build()),
      List.of(
          attribute(LatestTable.PARTITION_KEY, ScalarAttributeType.S),
          attribute(LatestTable.POSITION, ScalarAttributeType.B)));

  private final Target target;
  private final List<KeySchemaElement> keySchema;
  private final List<AttributeDefinition> keyAttributes;

  ArchiveTable(
      Target target, List<KeySchemaElement> keySchema, List<AttributeDefinition> keyAttributes) {
    this.target = target;
    this.keySchema = keySchema;
    this.keyAttributes = keyAttributes;
  }

  /** The tables that a mode asks for; none where it keeps Parquet alone. */
  public static Set<ArchiveTable> of(ArchiveMode mode) {
    EnumSet<ArchiveTable> tables = EnumSet.noneOf(ArchiveTable.class);
    for (ArchiveTable table : values()) {
      if (mode.includes(table.target)) {
        tables.add(table);
      }
    }
    return tables;
  }

  /** The table's name in DynamoDB. */
  public String name(String stream) {
    return this == LATEST ? LatestTable.tableName(stream) : HistoryTable.tableName(stream);
  }

  /** As a message calls it. */
  String noun() {
    return "a " + name().toLowerCase(Locale.ROOT) + " table";
  }

  List<KeySchemaElement> keySchema() {
    return keySchema;
  }

  List<AttributeDefinition> keyAttributes() {
    return keyAttributes;
  }

  /** {@code partitionKey (S) as hash, position (B) as range}. */
  String key() {
    return keyOf(keySchema, keyAttributes);
  }

  static String keyOf(TableDescription table) {
    return keyOf(table.keySchema(), table.attributeDefinitions());
  }

  private static String keyOf(
      List<KeySchemaElement> keySchema, List<AttributeDefinition> attributes) {
    return keySchema.stream()
        .map(
            element ->
                element.attributeName()
                    + " ("
                    + typeOf(element.attributeName(), attributes)
                    + ") as "
                    + element.keyTypeAsString().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static String typeOf(String attribute, List<AttributeDefinition> attributes) {
    return attributes.stream()
        .filter(definition -> definition.attributeName().equals(attribute))
        .map(AttributeDefinition::attributeTypeAsString)
        .findFirst()
        .orElse("?");
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }
}
