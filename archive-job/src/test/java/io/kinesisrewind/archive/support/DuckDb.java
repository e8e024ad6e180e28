package io.kinesisrewind.archive.support;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads an archive with a reader that shares no code with its writer. */
public final class DuckDb {

  private DuckDb() {}

  /**
   * @param query in which {@code archive} stands for the archive as a table
   * @return rows, each with its columns as text
   */
  public static List<List<String>> query(Path archive, String query) throws SQLException {
    String table = "read_parquet('" + archive + "/**/*.parquet', hive_partitioning = true)";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("CREATE VIEW archive AS SELECT * FROM " + table);
      try (ResultSet result = statement.executeQuery(query)) {
        return rows(result);
      }
    }
  }

  private static List<List<String>> rows(ResultSet result) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    while (result.next()) {
      List<String> row = new ArrayList<>();
      for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
        row.add(result.getString(column));
      }
      rows.add(row);
    }
    return rows;
  }
}
