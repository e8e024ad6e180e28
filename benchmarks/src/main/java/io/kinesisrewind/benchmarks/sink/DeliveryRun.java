package io.kinesisrewind.benchmarks.sink;

import io.kinesisrewind.benchmarks.flink.BenchmarkCluster;
import io.kinesisrewind.benchmarks.flink.PreparedRecords;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job whose records are in memory, read by one task so that they are in order, and delivered. */
final class DeliveryRun {

  /** When the first record went off; jobs run one after the other. */
  private static final AtomicLong FIRST_AT = new AtomicLong();

  private final BenchmarkCluster flink;
  private final String region;
  private final int parallelism;

  DeliveryRun(BenchmarkCluster flink, String region, int parallelism) {
    this.flink = flink;
    this.region = region;
    this.parallelism = parallelism;
  }

  /**
   * @return records per second, from the first one until the job is done
   */
  double perSecond(Delivery delivery, PreparedRecords records, String stream, URI endpoint)
      throws Exception {
    StreamExecutionEnvironment env = flink.environment().setParallelism(1);
    var numbered =
        records
            .addTo(env)
            .uid("records")
            .map(new Clocked())
            .returns(JobEnvironment.recordType())
            .uid("clocked");
    env.setParallelism(parallelism);
    delivery.add(numbered, stream, region, endpoint);
    FIRST_AT.set(0);
    flink.run(env);
    return records.records().length / ((System.nanoTime() - FIRST_AT.get()) / 1e9);
  }

  private static final class Clocked implements MapFunction<ArchivedRecord, ArchivedRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public ArchivedRecord map(ArchivedRecord record) {
      if (FIRST_AT.get() == 0) {
        FIRST_AT.set(System.nanoTime());
      }
      return record;
    }
  }
}
