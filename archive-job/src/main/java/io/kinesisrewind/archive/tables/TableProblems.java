package io.kinesisrewind.archive.tables;

import io.kinesisrewind.schemas.LatestTable;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What may be wrong with a table, each as a sentence with its remedy. */
final class TableProblems {

  private TableProblems() {}

  static String missing(String name) {
    return sentence(name, "does not exist; create it with --create-tables");
  }

  static String notExpiring(String name) {
    return sentence(
        name,
        "does not delete what expires; switch its time to live by "
            + LatestTable.EXPIRE_AFTER
            + " on, or give --create-tables, which does");
  }

  /** Empty where the key is right. */
  static Optional<String> wrongKey(ArchiveTable table, TableDescription found) {
    return table.hasKeyOf(found)
        ? Optional.empty()
        : Optional.of(
            sentence(
                found.tableName(),
                "has the key "
                    + ArchiveTable.keyOf(found)
                    + " where "
                    + table.noun()
                    + " has "
                    + table.key()
                    + "; delete that table"));
  }

  /** Empty where items expire as the job writes it, or can be made to. */
  static Optional<String> cannotExpire(String name, TimeToLive expiry) {
    switch (expiry.state()) {
      case BY_ANOTHER_ATTRIBUTE:
        return Optional.of(
            sentence(
                name,
                "deletes items by their attribute "
                    + expiry.attribute()
                    + " where the job writes "
                    + LatestTable.EXPIRE_AFTER
                    + "; switch its time to live off, or archive without one"));
      case BEING_SWITCHED_OFF:
        return Optional.of(
            sentence(
                name,
                "is having its time to live switched off, which takes DynamoDB up to an hour; start"
                    + " again after that"));
      default:
        return Optional.empty();
    }
  }

  private static String sentence(String table, String wrongAndRemedy) {
    return "The DynamoDB table " + table + " " + wrongAndRemedy;
  }
}
