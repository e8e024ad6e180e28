package io.kinesisrewind.cli.tables;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.kinesisrewind.schemas.LatestTable;
import java.io.PrintStream;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tells of items that something is wrong with; of the first ones, so as not to fill a terminal. */
public final class Complaints {

  private static final int MOST = 5;

  private final StreamTable table;
  private final PrintStream err;
  private int told;

  Complaints(StreamTable table, PrintStream err) {
    this.table = table;
    this.err = err;
  }

  /** A key as it can be shown on a terminal, whatever characters are in it. */
  public static String quoted(String key) {
    return "'" + new String(JsonStringEncoder.getInstance().quoteAsString(key)) + "'";
  }

  /**
   * @param what goes on from the item
   */
  void about(Map<String, AttributeValue> item, String what) {
    if (told++ < MOST) {
      AttributeValue key = item.get(LatestTable.PARTITION_KEY);
      String which = key == null || key.s() == null ? "" : ", key " + quoted(key.s()) + ",";
      err.println("rewind: an item of " + table.name() + which + " " + what);
    }
  }
}
