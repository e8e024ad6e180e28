package io.kinesisrewind.benchmarks;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Figures as a Markdown table, aligned, so that it can go into the documentation as it is. */
public final class Table {

  private static final String RULE = "---";

  private final List<List<String>> rows = new ArrayList<>();

  private Table() {}

  public static Table of(String... headings) {
    Table table = new Table();
    table.rows.add(List.of(headings));
    return table;
  }

  /** One cell per heading. */
  public Table row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          cells.length + " cells under " + rows.get(0).size() + " headings");
    }
    rows.add(List.of(cells));
    return this;
  }

  public void print(PrintWriter out) {
    for (int i = 0; i < rows.size(); i++) {
      print(out, rows.get(i));
      if (i == 0) {
        print(out, rows.get(0).stream().map(heading -> RULE).toList());
      }
    }
    out.println();
    out.flush();
  }

  private void print(PrintWriter out, List<String> row) {
    StringBuilder line = new StringBuilder("|");
    for (int column = 0; column < row.size(); column++) {
      line.append(' ').append(row.get(column));
      line.append(" ".repeat(width(column) - row.get(column).length())).append(" |");
    }
    out.println(line);
  }

  /** At least that of the rule under the heading. */
  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).reduce(RULE.length(), Math::max);
  }
}
