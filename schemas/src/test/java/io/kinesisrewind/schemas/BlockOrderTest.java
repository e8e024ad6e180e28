package io.kinesisrewind.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BlockOrderTest {

  @Property
  void keysCompareAsTheirUtf8Bytes(@ForAll String left, @ForAll String right) {
    int bytes =
        Arrays.compareUnsigned(
            left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    assertThat(Integer.signum(BlockOrder.compareKeys(left, right)))
        .isEqualTo(Integer.signum(bytes));
  }

  @Property
  void sortsByKeyThenPosition(@ForAll("records") List<ArchivedRecord> records) {
    records.sort(BlockOrder.COMPARATOR);
    for (int i = 1; i < records.size(); i++) {
      ArchivedRecord before = records.get(i - 1);
      ArchivedRecord after = records.get(i);
      if (before.getPartitionKey().equals(after.getPartitionKey())) {
        assertThat(Position.of(before)).isLessThanOrEqualTo(Position.of(after));
      }
    }
  }

  @Provide
  Arbitrary<List<ArchivedRecord>> records() {
    return TestRecords.records().list().ofMaxSize(30);
  }
}
