package io.kinesisrewind.benchmarks.scan;

import io.kinesisrewind.benchmarks.flink.BenchmarkCluster;
import io.kinesisrewind.replay.bad.BadRecords;
import io.kinesisrewind.replay.ledger.CountingOperator;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.select.Select;
import io.kinesisrewind.runtime.JobEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The first half of a replay, its records thrown away: plan, source and select step. */
final class ScanJob {

  private ScanJob() {}

  static void run(BenchmarkCluster flink, GeneratedArchive archive, Selection selection)
      throws Exception {
    StreamExecutionEnvironment env = flink.environment();
    env.getConfig().enableObjectReuse(); // as replays do
    archive
        .plan(selection)
        .read(env)
        .transform(
            "select",
            JobEnvironment.recordType(),
            new CountingOperator<>(new Select(selection, BadRecords.fail, false)))
        .uid("select")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
    flink.run(env);
  }
}
