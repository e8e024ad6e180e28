package io.kinesisrewind.benchmarks.flink;

import io.kinesisrewind.archive.RecordSource;
import io.kinesisrewind.benchmarks.data.RecordGenerator;
import io.kinesisrewind.benchmarks.data.Workload;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Records made as they are wanted, as a source of one task: for more than fits into memory. */
public final class GeneratedRecords implements RecordSource {

  private final Workload workload;
  private final long count;
  private final double perSecond;

  private GeneratedRecords(Workload workload, long count, double perSecond) {
    this.workload = workload;
    this.count = count;
    this.perSecond = perSecond;
  }

  public static GeneratedRecords of(Workload workload, long count) {
    return new GeneratedRecords(workload, count, Double.POSITIVE_INFINITY);
  }

  /** At this rate, or as fast as they are taken if that is slower. */
  public GeneratedRecords at(double recordsPerSecond) {
    return new GeneratedRecords(workload, count, recordsPerSecond);
  }

  @Override
  public SingleOutputStreamOperator<ArchivedRecord> addTo(StreamExecutionEnvironment env) {
    return env.fromSequence(0, count - 1)
        .setParallelism(1)
        .uid("numbers")
        .map(new Generate(workload, perSecond))
        .setParallelism(1)
        .returns(JobEnvironment.recordType());
  }

  private static final class Generate extends RichMapFunction<Long, ArchivedRecord> {

    private static final long serialVersionUID = 1L;

    private final Workload workload;
    private final double perSecond;
    private transient RecordGenerator generator;
    private transient long start;

    Generate(Workload workload, double perSecond) {
      this.workload = workload;
      this.perSecond = perSecond;
    }

    @Override
    public void open(OpenContext context) {
      generator = RecordGenerator.of(workload);
      start = System.nanoTime();
    }

    @Override
    public ArchivedRecord map(Long number) {
      long due = start + (long) (number / perSecond * TimeUnit.SECONDS.toNanos(1));
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      return generator.record(number);
    }
  }
}
