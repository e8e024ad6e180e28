package io.kinesisrewind.archive.compact;

import io.kinesisrewind.runtime.archive.ArchiveFiles;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.BlockOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.Operators.LongColumn;

/**
 * The rows of one time span, from all files of a group, in the order of a block. A record that is
 * there several times, equal in every column, is kept once. As a record's arrival is part of it,
 * its copies are in one span.
 */
final class MergedBlock {

  private static final LongColumn ARRIVAL = FilterApi.longColumn("approximate_arrival_timestamp");

  private final List<ArchivedRecord> rows = new ArrayList<>();
  private final RowDigest dropped = new RowDigest();
  private long conflicts;

  private MergedBlock() {}

  static MergedBlock read(List<GroupFile> files, TimeSpan span) throws IOException {
    MergedBlock block = new MergedBlock();
    List<ArchivedRecord> all = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    for (GroupFile file : files) {
      if (span.overlaps(file.summary())) {
        ArchiveFiles.forEachRow(
            file.path(),
            file.length(),
            span.covers(file.summary()) ? FilterCompat.NOOP : filter(span),
            (row, index) -> all.add(withSharedNames(row, names)));
      }
    }
    all.sort(BlockOrder.COMPARATOR);
    block.keepDistinct(all);
    return block;
  }

  /** In {@link BlockOrder}. */
  List<ArchivedRecord> rows() {
    return rows;
  }

  /** Rows that are equal to one that was kept. */
  RowDigest dropped() {
    return dropped;
  }

  /** Rows that have the identity of another one and are not equal to it; they are kept. */
  long conflicts() {
    return conflicts;
  }

  private void keepDistinct(List<ArchivedRecord> sorted) {
    int first = 0; // of the kept rows that have the current row's key and position
    for (ArchivedRecord row : sorted) {
      if (first < rows.size() && BlockOrder.compare(rows.get(first), row) != 0) {
        first = rows.size();
      }
      List<ArchivedRecord> same = rows.subList(first, rows.size());
      if (same.contains(row)) {
        dropped.add(row);
        continue;
      }
      if (same.stream().anyMatch(other -> other.getShardId().equals(row.getShardId()))) {
        conflicts++;
      }
      rows.add(row);
    }
  }

  /** Each row that is read brings its own copy of the few names. */
  private static ArchivedRecord withSharedNames(ArchivedRecord row, Map<String, String> names) {
    row.setStreamName(names.computeIfAbsent(row.getStreamName(), name -> name));
    row.setShardId(names.computeIfAbsent(row.getShardId(), name -> name));
    return row;
  }

  private static FilterCompat.Filter filter(TimeSpan span) {
    return FilterCompat.get(
        FilterApi.and(FilterApi.gtEq(ARRIVAL, span.from()), FilterApi.lt(ARRIVAL, span.to())));
  }
}
