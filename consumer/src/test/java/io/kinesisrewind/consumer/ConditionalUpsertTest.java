package io.kinesisrewind.consumer;

import static io.kinesisrewind.consumer.OrderRecords.ELSEWHERE;
import static io.kinesisrewind.consumer.OrderRecords.STREAM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.guard.Arrival;
import io.kinesisrewind.schemas.guard.GuardState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The statement in docs/consistency.md, by which a database guards itself. */
class ConditionalUpsertTest {

  private static final String TABLE =
      "CREATE TABLE order_status (stream VARCHAR, order_id VARCHAR, status VARCHAR, guard BLOB,"
          + " PRIMARY KEY (stream, order_id))";

  private static final ArchivedRecord ORDERED = OrderRecords.live("a", 98, "ordered");
  private static final ArchivedRecord PAID = OrderRecords.live("a", 99, "paid");
  private static final ArchivedRecord SENT = OrderRecords.live("a", 101, "sent");

  private static final List<ArchivedRecord> RECORDS =
      List.of(
          ORDERED,
          PAID,
          OrderRecords.overwrite(ORDERED, STREAM, 100),
          SENT,
          OrderRecords.replay(ORDERED, STREAM, 102),
          OrderRecords.replay(PAID, ELSEWHERE, 900),
          PAID);

  @Property(tries = 100)
  void theTableConverges(@ForAll("orders") List<ArchivedRecord> records) throws Exception {
    assertThat(statusAfter(records, statement())).isEqualTo("{\"status\":\"sent\"}");
  }

  @Property(tries = 100)
  void anOverwrittenStatusStaysSo(@ForAll("orders") List<ArchivedRecord> records) throws Exception {
    List<ArchivedRecord> withoutLast = records.stream().filter(r -> !r.equals(SENT)).toList();

    assertThat(statusAfter(withoutLast, statement())).isEqualTo("{\"status\":\"ordered\"}");
  }

  @Example
  void withoutItsConditionItWouldNotConverge() throws Exception {
    String unconditional = statement().substring(0, statement().indexOf("WHERE"));

    assertThat(statusAfter(List.of(PAID, SENT), unconditional))
        .isNotEqualTo(statusAfter(List.of(SENT, PAID), unconditional));
  }

  @Provide
  Arbitrary<List<ArchivedRecord>> orders() {
    return Arbitraries.shuffle(RECORDS);
  }

  private static String statusAfter(List<ArchivedRecord> records, String upsert)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      try (PreparedStatement prepared = connection.prepareStatement(upsert)) {
        for (ArchivedRecord record : records) {
          upsert(prepared, record);
        }
      }
      try (ResultSet rows = statement.executeQuery("SELECT status FROM order_status")) {
        assertThat(rows.next()).isTrue();
        return rows.getString(1);
      }
    }
  }

  private static void upsert(PreparedStatement prepared, ArchivedRecord record)
      throws SQLException {
    Arrival arrival =
        Arrival.of(
            record.getStreamName(),
            record.getShardId(),
            Position.of(record),
            record.getData().array());
    prepared.setString(1, arrival.originalStream());
    prepared.setString(2, record.getPartitionKey());
    prepared.setString(3, new String(arrival.payload(), UTF_8));
    prepared.setBytes(4, GuardState.after(arrival).toBytes());
    prepared.executeUpdate();
  }

  private static String statement() throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("rewind.root"), "docs", "consistency.md"));
    Matcher sql = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(sql.find()).isTrue();
    return sql.group(1);
  }
}
