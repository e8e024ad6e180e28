package io.kinesisrewind.archive.tables;

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
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** A kind of table that a stream may have, with its name and its key. */
public enum ArchiveTable {
  /** {@link LatestTable}: the latest record of each partition key. */
  LATEST(Target.LATEST, false),
  /** {@link HistoryTable}: every record. */
  HISTORY(Target.ALL, true);

  private final Target target;
  private final boolean ranged;

  /**
   * @param ranged whether the position is the range key
   */
  ArchiveTable(Target target, boolean ranged) {
    this.target = target;
    this.ranged = ranged;
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
    KeySchemaElement hash = element(LatestTable.PARTITION_KEY, KeyType.HASH);
    return ranged ? List.of(hash, element(LatestTable.POSITION, KeyType.RANGE)) : List.of(hash);
  }

  List<AttributeDefinition> keyAttributes() {
    AttributeDefinition hash = attribute(LatestTable.PARTITION_KEY, ScalarAttributeType.S);
    return ranged
        ? List.of(hash, attribute(LatestTable.POSITION, ScalarAttributeType.B))
        : List.of(hash);
  }

  /** {@code partitionKey (S) as hash, position (B) as range}. */
  String key() {
    return keyOf(keySchema(), keyAttributes()) + (ranged ? "" : " and no range key");
  }

  boolean hasKeyOf(TableDescription table) {
    return keyOf(table).equals(keyOf(keySchema(), keyAttributes()));
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

  private static KeySchemaElement element(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }
}
