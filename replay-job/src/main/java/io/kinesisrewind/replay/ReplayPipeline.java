package io.kinesisrewind.replay;

import io.kinesisrewind.replay.bad.DeadLetter;
import io.kinesisrewind.replay.bad.DeadLetters;
import io.kinesisrewind.replay.bad.Prepare;
import io.kinesisrewind.replay.control.WatchedLedger;
import io.kinesisrewind.replay.delivery.ReplayTarget;
import io.kinesisrewind.replay.ledger.CountingOperator;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.pace.Pace;
import io.kinesisrewind.replay.select.Select;
import io.kinesisrewind.replay.select.SelectionStep;
import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.ReplaySource;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The whole topology.
 *
 * <pre>
 * source -> select -> (compact, where, limit) -> prepare -> (pace) -> by key -> target
 *             |                  |                  | |                           | |
 *             +----- counts -----+----- counts -----+-|--------- counts ----------+-|-> ledger (1)
 *                                                     +------- dead letters --------+-> files (1)
 * </pre>
 */
final class ReplayPipeline {

  private ReplayPipeline() {}

  static void define(
      StreamExecutionEnvironment env,
      ReplaySource source,
      Select select,
      List<SelectionStep> steps,
      Prepare prepare,
      Pace pace,
      ReplayTarget target,
      Optional<DeadLetters> deadLetters,
      WatchedLedger ledger) {

    DataStream<Candidate> read = pace.gate(env, source.read(env));

    SingleOutputStreamOperator<ArchivedRecord> selected =
        read.transform("select", JobEnvironment.recordType(), new CountingOperator<>(select))
            .uid("select")
            .setParallelism(read.getParallelism());

    SingleOutputStreamOperator<ArchivedRecord> records = selected;
    DataStream<Counts> counts = selected.getSideOutput(CountingOperator.COUNTS);

    for (SelectionStep step : steps) {
      records = step.after(records);
      counts = counts.union(records.getSideOutput(CountingOperator.COUNTS));
    }

    SingleOutputStreamOperator<ArchivedRecord> prepared =
        records
            .transform("prepare", JobEnvironment.recordType(), prepare)
            .uid("prepare")
            .setParallelism(records.getParallelism()); // another would mix a key's records up
    SingleOutputStreamOperator<?> delivered = target.deliver(pace.after(prepared));

    deadLetters.ifPresent(
        files ->
            files.keep(
                prepared
                    .getSideOutput(DeadLetter.TAG)
                    .union(delivered.getSideOutput(DeadLetter.TAG))));

    counts
        .union(prepared.getSideOutput(CountingOperator.COUNTS))
        .union(delivered.getSideOutput(CountingOperator.COUNTS))
        .transform("keep the account", Counts.TYPE, ledger)
        .uid("ledger")
        .setParallelism(1);
  }
}
