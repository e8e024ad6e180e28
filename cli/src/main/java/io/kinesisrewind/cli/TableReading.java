package io.kinesisrewind.cli;

import io.kinesisrewind.cli.tables.StreamTable;
import io.kinesisrewind.cli.tables.TableErrors;
import io.kinesisrewind.cli.tables.TableReader;
import io.kinesisrewind.runtime.AwsAccess;
import java.io.IOException;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads a table for a command, and turns what goes wrong into words and an exit code. */
final class TableReading {

  private TableReading() {}

  /** What a command does with its table. */
  @FunctionalInterface
  interface Reading {

    /**
     * @return the exit code
     * @throws IOException where the output cannot be written
     */
    int run(TableReader reader) throws IOException;
  }

  /**
   * @param action what the reading asks of DynamoDB, as IAM names it
   */
  static int run(StreamTable table, AwsAccess aws, String action, Reading reading)
      throws IOException {
    try (DynamoDbClient client = aws.dynamoDb(DynamoDbClient.builder()).build()) {
      return reading.run(new TableReader(client, table));
    } catch (SdkException e) {
      throw TableErrors.reading(table, aws, action, e);
    } catch (IOException e) {
      if (isClosedPipe(e)) {
        return Rewind.DONE; // whoever reads the output has enough of it, as head does
      }
      throw new IOException("The output cannot be written: " + e.getMessage());
    }
  }

  /** There is nothing to go by but the system's own words, whose language may be the user's. */
  private static boolean isClosedPipe(IOException error) {
    return String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }
}
