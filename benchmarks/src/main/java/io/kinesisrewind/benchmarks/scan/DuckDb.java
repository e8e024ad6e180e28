package io.kinesisrewind.benchmarks.scan;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** DuckDB, in this process and on one thread, on the archive's files as they are. */
final class DuckDb implements AutoCloseable {

  private final Connection connection;
  private final Path archive;

  private DuckDb(Connection connection, Path archive) {
    this.connection = connection;
    this.archive = archive;
  }

  static DuckDb on(Path archive) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
    }
    return new DuckDb(connection, archive);
  }

  /** Reads all columns of a key's records; how many there are. */
  long read(String key) throws SQLException {
    String files = archive.resolve("**/bucket-*.parquet").toString().replace("'", "''");
    String query =
        "SELECT shard_id, sequence_number, sub_sequence_number, explicit_hash_key,"
            + " approximate_arrival_timestamp, data, replay_id FROM read_parquet('"
            + files
            + "') WHERE partition_key = ?";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, key);
      long rows = 0;
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows++;
        }
      }
      return rows;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
