package io.kinesisrewind.archive.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.archive.ArchiveMode;
import io.kinesisrewind.archive.support.LatestReader;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

class ArchiveTablesIT {

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private String stream;
  private DynamoDbClient client;
  private ArchiveTables tables;

  @BeforeEach
  void open() {
    Sandbox sandbox = SANDBOX.sandbox();
    stream = sandbox.uniqueName("orders");
    client = LatestReader.client(sandbox);
    tables =
        ArchiveTables.in(new AwsAccess(sandbox.region(), null, null, sandbox.dynamoDbEndpoint()));
  }

  @AfterEach
  void close() {
    tables.close();
    client.close();
  }

  @Test
  void createsTheTablesOfAModeAndSaysSo() {
    List<TableReport> reports =
        tables.create(
            ArchiveTable.of(ArchiveMode.parse("parquet+latest+all")),
            stream,
            Capacity.provisioned(5, 7),
            true);

    assertThat(reports)
        .extracting(TableReport::toString)
        .containsExactly(
            "created "
                + stream
                + "-archive-latest (5 read and 7 write units), items expire by expireAfter",
            "created "
                + stream
                + "-archive-all (5 read and 7 write units), items expire by expireAfter");
    TableDescription history = describe(ArchiveTable.HISTORY);
    assertThat(history.provisionedThroughput().readCapacityUnits()).isEqualTo(5);
    assertThat(history.provisionedThroughput().writeCapacityUnits()).isEqualTo(7);
    assertThat(ArchiveTable.keyOf(history))
        .isEqualTo("partitionKey (S) as hash, position (B) as range");
    assertThat(expiry(ArchiveTable.LATEST).attributeName()).isEqualTo("expireAfter");
  }

  @Test
  void aSecondTimeChangesNothingButSwitchesExpiryOn() {
    tables.create(ArchiveTable.LATEST, stream, Capacity.onDemand(), false);
    assertThat(expiry(ArchiveTable.LATEST).timeToLiveStatus()).isEqualTo(TimeToLiveStatus.DISABLED);

    TableReport again =
        tables.create(ArchiveTable.LATEST, stream, Capacity.provisioned(1, 1), true);
    TableReport third =
        tables.create(ArchiveTable.LATEST, stream, Capacity.provisioned(1, 1), true);
    TableReport fourth = tables.create(ArchiveTable.LATEST, stream, Capacity.onDemand(), false);

    assertThat(again).hasToString(stream + "-archive-latest is there, items expire by expireAfter");
    assertThat(again.created()).isFalse();
    assertThat(third).hasToString(stream + "-archive-latest is there");
    assertThat(fourth).hasToString(stream + "-archive-latest is there");
    assertThat(describe(ArchiveTable.LATEST).billingModeSummary().billingMode())
        .isEqualTo(BillingMode.PAY_PER_REQUEST);
    assertThat(expiry(ArchiveTable.LATEST).timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
  }

  @Test
  void severalAtOnceCreateOneTable() {
    List<CompletableFuture<TableReport>> creations =
        List.of(creation(), creation(), creation(), creation());

    assertThat(creations)
        .extracting(CompletableFuture::join)
        .filteredOn(TableReport::created)
        .hasSize(1);
    assertThat(tables.problem(ArchiveTable.HISTORY, stream, true)).isEmpty();
  }

  @Test
  void whatIsWrongIsToldAndOnlyWhatCannotBeMendedIsAnObstacle() {
    assertThat(tables.problem(ArchiveTable.HISTORY, stream, true))
        .hasValue(
            "The DynamoDB table "
                + stream
                + "-archive-all does not exist; create it with --create-tables");
    assertThat(tables.obstacle(ArchiveTable.HISTORY, stream, true)).isEmpty();

    tables.create(ArchiveTable.HISTORY, stream, Capacity.onDemand(), false);

    assertThat(tables.problem(ArchiveTable.HISTORY, stream, false)).isEmpty();
    assertThat(tables.problem(ArchiveTable.HISTORY, stream, true))
        .hasValue(
            "The DynamoDB table "
                + stream
                + "-archive-all does not delete what expires; switch its time to live by"
                + " expireAfter on, or give --create-tables, which does");
    assertThat(tables.obstacle(ArchiveTable.HISTORY, stream, true)).isEmpty();
  }

  @Test
  void aTableThatExpiresByAnotherAttributeIsAnObstacle() {
    tables.create(ArchiveTable.LATEST, stream, Capacity.onDemand(), false);
    client.updateTimeToLive(
        request ->
            request
                .tableName(ArchiveTable.LATEST.name(stream))
                .timeToLiveSpecification(ttl -> ttl.attributeName("expires").enabled(true)));
    String message =
        "deletes items by their attribute expires where the job writes expireAfter; switch its time"
            + " to live off, or archive without one";

    assertThat(tables.obstacle(ArchiveTable.LATEST, stream, true).get()).endsWith(message);
    assertThatThrownBy(() -> tables.create(ArchiveTable.LATEST, stream, Capacity.onDemand(), true))
        .isInstanceOf(UnsuitableTableException.class)
        .hasMessageEndingWith(message);
    assertThat(tables.problem(ArchiveTable.LATEST, stream, false)).isEmpty();
  }

  @Test
  void aCapacityOfNothingIsRefused() {
    assertThatThrownBy(() -> Capacity.provisioned(0, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private CompletableFuture<TableReport> creation() {
    return CompletableFuture.supplyAsync(
        () -> tables.create(ArchiveTable.HISTORY, stream, Capacity.onDemand(), true));
  }

  private TableDescription describe(ArchiveTable table) {
    return client.describeTable(request -> request.tableName(table.name(stream))).table();
  }

  private TimeToLiveDescription expiry(ArchiveTable table) {
    return client
        .describeTimeToLive(request -> request.tableName(table.name(stream)))
        .timeToLiveDescription();
  }
}
