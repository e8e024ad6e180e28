package io.kinesisrewind.replay.source.reader;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.source.split.LaneSplit;
import io.kinesisrewind.runtime.FlinkInputFile;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificData;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;

/** Reads blocks from Parquet files on any of Flink's file systems. */
final class ParquetBlocks implements BlockReader {

  private static final SpecificData MODEL = SpecificData.getForClass(ArchivedRecord.class);

  /** Ours, whatever wrote the file: a compaction by another tool leaves none in it. */
  private static final Map<String, String> SCHEMA =
      Map.of(
          AvroReadSupport.AVRO_REQUESTED_PROJECTION,
          ArchivedRecord.getClassSchema().toString(),
          "parquet.avro.read.schema",
          ArchivedRecord.getClassSchema().toString());

  @Override
  public List<Row> read(LaneSplit split, int index) throws IOException {
    ArchiveBlock block = split.blocks().get(index);
    KeyBucket lane = split.lane();
    boolean shared = block.bucket().count() < lane.count();
    List<Row> rows = new ArrayList<>();
    try (ParquetReader<ArchivedRecord> reader = open(split, block)) {
      for (ArchivedRecord record = reader.read(); record != null; record = reader.read()) {
        if (!shared || lane.contains(record.getPartitionKey())) {
          rows.add(new Row(record, index, Math.toIntExact(reader.getCurrentRowIndex())));
        }
      }
    } catch (FileNotFoundException e) {
      throw new ReplayFailedException(
          block.path()
              + " vanished from the archive while it was being replayed;"
              + " start the replay again, from where it got to",
          e);
    } catch (IOException e) {
      throw new IOException("Cannot read " + block.path() + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new ReplayFailedException(block.path() + " is broken: " + e.getMessage(), e);
    }
    return rows;
  }

  private static ParquetReader<ArchivedRecord> open(LaneSplit split, ArchiveBlock block)
      throws IOException {
    return AvroParquetReader.<ArchivedRecord>builder(
            FlinkInputFile.of(new Path(block.path()), block.length()),
            new PlainParquetConfiguration(SCHEMA))
        .withDataModel(MODEL)
        .withFilter(PushDown.filter(split.selection()))
        .useStatsFilter()
        .useDictionaryFilter()
        .useBloomFilter()
        .useColumnIndexFilter()
        .useRecordFilter()
        .build();
  }
}
