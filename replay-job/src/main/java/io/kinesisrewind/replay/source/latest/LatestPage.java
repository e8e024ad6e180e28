package io.kinesisrewind.replay.source.latest;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A page of a split: items, the key behind which the next one begins, and what it has cost. */
final class LatestPage {

  private final List<Map<String, AttributeValue>> items;
  private final String last;
  private final boolean end;
  private final double readUnits;

  /**
   * @param last null where the page has nothing behind which to go on
   * @param end whether no page follows
   */
  LatestPage(List<Map<String, AttributeValue>> items, String last, boolean end, double readUnits) {
    this.items = items;
    this.last = last;
    this.end = end;
    this.readUnits = readUnits;
  }

  List<Map<String, AttributeValue>> items() {
    return items;
  }

  String last() {
    return last;
  }

  boolean isEnd() {
    return end;
  }

  double readUnits() {
    return readUnits;
  }
}
