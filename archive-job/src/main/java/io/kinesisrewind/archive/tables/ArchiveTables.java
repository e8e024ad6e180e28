package io.kinesisrewind.archive.tables;

import io.kinesisrewind.archive.tables.TimeToLive.State;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.schemas.LatestTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Looks at streams' tables, and creates what is missing. For the job's preflight and for {@code
 * ./rewind setup}.
 *
 * <p>Where AWS does not answer or declines, its {@link SdkException} passes through.
 */
public final class ArchiveTables implements AutoCloseable {

  private static final Duration CREATION = Duration.ofMinutes(5);

  private final DynamoDbClient client;

  private ArchiveTables(DynamoDbClient client) {
    this.client = client;
  }

  public static ArchiveTables in(AwsAccess aws) {
    return new ArchiveTables(
        aws.dynamoDb(DynamoDbClient.builder())
            .httpClientBuilder(ApacheHttpClient.builder())
            .build());
  }

  /**
   * What is wrong with a table, its absence for instance, in a sentence with a remedy.
   *
   * @param expiring whether its items are to be deleted by their {@link LatestTable#EXPIRE_AFTER}
   */
  public Optional<String> problem(ArchiveTable table, String stream, boolean expiring) {
    String name = table.name(stream);
    if (describe(name).isEmpty()) {
      return Optional.of(TableProblems.missing(name));
    }
    Optional<String> obstacle = obstacle(table, stream, expiring);
    return obstacle.isEmpty() && expiring && new TimeToLive(client, name).state() == State.OFF
        ? Optional.of(TableProblems.notExpiring(name))
        : obstacle;
  }

  /** Of {@link #problem}, what {@link #create} does not mend. */
  public Optional<String> obstacle(ArchiveTable table, String stream, boolean expiring) {
    String name = table.name(stream);
    Optional<TableDescription> found = describe(name);
    Optional<String> wrongKey =
        found.flatMap(description -> TableProblems.wrongKey(table, description));
    return wrongKey.isPresent() || found.isEmpty() || !expiring
        ? wrongKey
        : TableProblems.cannotExpire(name, new TimeToLive(client, name));
  }

  /** {@link #create(ArchiveTable, String, Capacity, boolean)} for each. */
  public List<TableReport> create(
      Set<ArchiveTable> tables, String stream, Capacity capacity, boolean expiring) {
    return tables.stream()
        .map(table -> create(table, stream, capacity, expiring))
        .collect(Collectors.toUnmodifiableList());
  }

  /**
   * Creates a table unless it is there, waits until it can be written to, and lets its items expire
   * if they are to. May be called again, and by several processes at once. Leaves the capacity of a
   * table that is there alone, and never switches expiry off.
   *
   * @throws UnsuitableTableException where the table has another key, or expires by another
   *     attribute
   */
  public TableReport create(
      ArchiveTable table, String stream, Capacity capacity, boolean expiring) {
    String name = table.name(stream);
    boolean created = describe(name).isEmpty() && create(table, name, capacity);
    client
        .waiter()
        .waitUntilTableExists(
            request -> request.tableName(name), config -> config.waitTimeout(CREATION));
    describe(name)
        .flatMap(found -> TableProblems.wrongKey(table, found))
        .ifPresent(ArchiveTables::fail);
    return new TableReport(name, created ? capacity : null, expiring && switchExpiryOn(name));
  }

  @Override
  public void close() {
    client.close();
  }

  private boolean create(ArchiveTable table, String name, Capacity capacity) {
    try {
      client.createTable(
          request ->
              capacity.apply(
                  request
                      .tableName(name)
                      .keySchema(table.keySchema())
                      .attributeDefinitions(table.keyAttributes())));
      return true;
    } catch (ResourceInUseException e) {
      return false; // another process was faster
    }
  }

  private boolean switchExpiryOn(String name) {
    TimeToLive expiry = new TimeToLive(client, name);
    if (expiry.state() == State.OFF) {
      expiry.switchOn();
      return true;
    }
    TableProblems.cannotExpire(name, expiry).ifPresent(ArchiveTables::fail);
    return false;
  }

  private Optional<TableDescription> describe(String name) {
    try {
      return Optional.of(client.describeTable(request -> request.tableName(name)).table());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  private static void fail(String problem) {
    throw new UnsuitableTableException(problem);
  }
}
