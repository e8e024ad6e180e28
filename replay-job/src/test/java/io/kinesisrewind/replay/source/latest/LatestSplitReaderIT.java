package io.kinesisrewind.replay.source.latest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestLatestTable;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads pages of a real table, and goes on in the middle of them. */
class LatestSplitReaderIT {

  private static final int ITEMS = 300;

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private final Sandbox sandbox = SANDBOX.sandbox();
  private final String stream = sandbox.uniqueName("orders");

  @Test
  void goesOnBehindTheItemGivenLastWhereverThatWas() throws Exception {
    try (TestLatestTable table = filled()) {
      List<String> all = keys(LatestSplit.segments(1).get(0));
      assertThat(all).as(table.name()).hasSize(ITEMS).doesNotHaveDuplicates();

      Set<String> ofSegments = new HashSet<>();
      for (LatestSplit segment : LatestSplit.segments(3)) {
        List<String> keys = keys(segment);
        assertThat(ofSegments).doesNotContainAnyElementsOf(keys);
        ofSegments.addAll(keys);
        for (int given = 1; given < keys.size(); given += 17) {
          assertThat(keys(segment.after(keys.get(given - 1))))
              .isEqualTo(keys.subList(given, keys.size()));
        }
      }
      assertThat(ofSegments).containsExactlyInAnyOrderElementsOf(all);

      List<String> some = List.of(all.get(7), all.get(8), "not there", all.get(200));
      assertThat(keys(LatestSplit.ofKeys(some, 1).get(0)))
          .containsExactlyInAnyOrder(all.get(7), all.get(8), all.get(200));
    }
  }

  /** So that a segment has more than one page of 1 MB. */
  private TestLatestTable filled() {
    TestLatestTable table = new TestLatestTable(sandbox, stream, "partitionKey");
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(
          TestLatestTable.item(
              Records.record(0, i, "customer " + i, Records.START, new byte[12_000])));
    }
    table.put(items);
    return table;
  }

  private List<String> keys(LatestSplit split) throws Exception {
    AwsAccess aws = new AwsAccess(sandbox.region(), null, null, sandbox.dynamoDbEndpoint());
    LatestReading reading = new LatestReading(aws, Selection.of(stream), null, true, 0);
    LatestSplitReader reader = new LatestSplitReader(reading, 0);
    try {
      reader.handleSplitsChanges(new SplitsAddition<>(List.of(split)));
      List<String> keys = new ArrayList<>();
      RecordsWithSplitIds<LatestRead> batch;
      do {
        batch = reader.fetch();
        while (batch.nextSplit() != null) {
          for (LatestRead read = batch.nextRecordFromSplit();
              read != null;
              read = batch.nextRecordFromSplit()) {
            keys.add(read.key());
          }
        }
      } while (batch.finishedSplits().isEmpty());
      return keys;
    } finally {
      reader.close();
    }
  }
}
