package io.kinesisrewind.benchmarks.flink;

import io.kinesisrewind.archive.RecordSource;
import io.kinesisrewind.benchmarks.data.RecordGenerator;
import io.kinesisrewind.benchmarks.data.Workload;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Records made before the clock starts, as a source: what making them costs is in nobody's figures.
 * They stay in this process; the job finds them by number.
 */
public final class PreparedRecords implements RecordSource, AutoCloseable {

  private static final Map<Integer, ArchivedRecord[]> PREPARED = new ConcurrentHashMap<>();

  private final ArchivedRecord[] records;
  private final int id;

  private PreparedRecords(ArchivedRecord[] records) {
    this.records = records;
    this.id = System.identityHashCode(records);
    PREPARED.put(id, records);
  }

  public static PreparedRecords of(Workload workload, int count) {
    RecordGenerator generator = RecordGenerator.of(workload);
    ArchivedRecord[] records = new ArchivedRecord[count];
    for (int i = 0; i < count; i++) {
      records[i] = generator.record(i);
    }
    return new PreparedRecords(records);
  }

  public static PreparedRecords of(List<ArchivedRecord> records) {
    return new PreparedRecords(records.toArray(new ArchivedRecord[0]));
  }

  public ArchivedRecord[] records() {
    return records;
  }

  public long payloadBytes() {
    long bytes = 0;
    for (ArchivedRecord record : records) {
      bytes += record.getData().remaining();
    }
    return bytes;
  }

  @Override
  public SingleOutputStreamOperator<ArchivedRecord> addTo(StreamExecutionEnvironment env) {
    return env.fromSequence(0, records.length - 1)
        .uid("numbers")
        .map(new ByNumber(id))
        .returns(JobEnvironment.recordType());
  }

  @Override
  public void close() {
    PREPARED.remove(id);
  }

  private static final class ByNumber extends RichMapFunction<Long, ArchivedRecord> {

    private static final long serialVersionUID = 1L;

    private final int id;
    private transient ArchivedRecord[] records;

    ByNumber(int id) {
      this.id = id;
    }

    @Override
    public void open(org.apache.flink.api.common.functions.OpenContext context) {
      records = PREPARED.get(id);
    }

    @Override
    public ArchivedRecord map(Long number) {
      return records[number.intValue()];
    }
  }
}
