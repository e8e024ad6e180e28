package io.kinesisrewind.benchmarks.sink;

import io.kinesisrewind.benchmarks.data.RecordGenerator;
import io.kinesisrewind.benchmarks.data.Workload;
import io.kinesisrewind.benchmarks.flink.PreparedRecords;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Generated records, the first eight bytes of whose data are their number, from 0. */
final class NumberedRecords {

  private NumberedRecords() {}

  static PreparedRecords of(Workload workload, int count) {
    RecordGenerator generator = RecordGenerator.of(workload);
    List<ArchivedRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ArchivedRecord record = generator.record(i);
      ByteBuffer data = ByteBuffer.allocate(record.getData().remaining());
      data.put(record.getData().duplicate()).putLong(0, i).flip();
      record.setData(data);
      records.add(record);
    }
    return PreparedRecords.of(records);
  }

  /** Of their mean, what the fullest shard has more: all shards cannot be used more than so. */
  static double evenness(PreparedRecords records, LimitedStream stream) {
    int[] perShard = new int[stream.shardCount()];
    int fullest = 0;
    for (ArchivedRecord record : records.records()) {
      int shard = stream.shardOf(record.getPartitionKey());
      perShard[shard]++;
      fullest = Math.max(fullest, perShard[shard]);
    }
    return (double) records.records().length / perShard.length / fullest;
  }
}
