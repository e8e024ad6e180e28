package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.split.LaneRest;
import io.kinesisrewind.replay.source.archive.split.LaneSegment;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.source.archive.split.Segments;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.BlockOrder;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.KeyBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A made-up stream that is resharded half way, and blocks that hold it: consecutive ones, as
 * checkpoints make them, or any, as compactions, second jobs and accidents might.
 */
final class History implements BlockReader {

  private final Random random;
  private final List<ArchivedRecord> records = new ArrayList<>();
  private final Map<String, List<ArchivedRecord>> blocks = new TreeMap<>();
  private final Segments segments = new Segments();
  private int segmentBlocks = Integer.MAX_VALUE;
  private Predicate<ArchivedRecord> wanted = record -> true;

  /**
   * @param disorder how far a record's arrival may be off the order of positions
   */
  History(long seed, int count, int keys, Duration disorder) {
    this.random = new Random(seed);
    for (int i = 0; i < count; i++) {
      int key = random.nextInt(keys);
      int shard = key % 2 + (i < count / 2 ? 0 : 2);
      long jitter = (long) ((random.nextDouble() - 0.5) * disorder.toMillis());
      ArchivedRecord record =
          Records.record(
              shard,
              90 + i / 2, // two records share a sequence number, as in an aggregate
              "key-" + key,
              Records.START.plusMillis(1_000L * i + jitter),
              new byte[] {(byte) i});
      record.setSubSequenceNumber(i % 2);
      records.add(record);
    }
  }

  /** Cuts the history into blocks of neighbours. */
  History inConsecutiveBlocks(int count) {
    for (int i = 0; i < records.size(); i++) {
      put(i * count / records.size(), records.get(i));
    }
    return this;
  }

  /** Puts every record into any block. */
  History inRandomBlocks(int count) {
    records.forEach(record -> put(random.nextInt(count), record));
    return this;
  }

  /** Puts some records into one more block, or twice into the same. */
  History withDuplicates(int count) {
    for (int i = 0; i < count && !records.isEmpty(); i++) {
      put(random.nextInt(blocks.size() + 1), records.get(random.nextInt(records.size())));
    }
    return this;
  }

  /** The lane knows so many blocks at a time. */
  History inSegmentsOf(int count) {
    segmentBlocks = count;
    return this;
  }

  /** Of any block, nothing else is wanted. */
  History only(Predicate<ArchivedRecord> some) {
    wanted = some;
    return this;
  }

  List<ArchivedRecord> records() {
    return records;
  }

  int rows() {
    return (int) blocks.values().stream().flatMap(List::stream).filter(wanted).count();
  }

  LaneSplit split() {
    List<ArchiveBlock> planned = new ArrayList<>();
    blocks.forEach(
        (path, rows) -> {
          rows.sort(BlockOrder.COMPARATOR);
          FileSummary summary = FileSummary.of(KeyBucket.of(0, 1), rows);
          planned.add(new ArchiveBlock(path, 1, summary.bucket(), summary.shards()));
        });
    planned.sort(ArchiveBlock.IN_TIME);
    return segments.split(Selection.of(Records.STREAM), planned, segmentBlocks);
  }

  /** Records of a key in the order of their positions. */
  Map<String, List<ArchivedRecord>> byKey() {
    Map<String, List<ArchivedRecord>> byKey = new TreeMap<>();
    records.stream()
        .filter(wanted)
        .sorted(Comparator.comparing(record -> record, io.kinesisrewind.schemas.Position::compare))
        .forEach(
            record ->
                byKey
                    .computeIfAbsent(record.getPartitionKey(), key -> new ArrayList<>())
                    .add(record));
    return byKey;
  }

  @Override
  public LaneSegment next(LaneRest rest) {
    return segments.next(rest);
  }

  @Override
  public List<Row> read(LaneSplit lane, ArchiveBlock block, int number) {
    List<ArchivedRecord> records = blocks.get(block.path());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      if (wanted.test(records.get(i))) {
        Row previous = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        rows.add(Row.after(previous, records.get(i), number, i));
      }
    }
    return rows;
  }

  private void put(int block, ArchivedRecord record) {
    blocks
        .computeIfAbsent(String.format("block-%04d", block), path -> new ArrayList<>())
        .add(record);
  }
}
