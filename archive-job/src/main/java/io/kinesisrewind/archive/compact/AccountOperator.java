package io.kinesisrewind.archive.compact;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums up what became of the groups and, at the end, writes the report. Its sum is in the job's
 * checkpoints, where there are any.
 */
final class AccountOperator extends AbstractStreamOperator<Outcome>
    implements OneInputStreamOperator<Outcome, Outcome>, BoundedOneInput {

  private static final long serialVersionUID = 1L;
  private static final Logger ACCOUNT_LOG = LoggerFactory.getLogger(AccountOperator.class);

  private final Path archive;
  private final String runId;

  private transient Outcome sum;
  private transient ListState<Outcome> state;

  AccountOperator(Path archive, String runId) {
    this.archive = archive;
    this.runId = runId;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    sum = new Outcome();
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("account", Outcome.TYPE));
    for (Outcome saved : state.get()) {
      sum.add(saved);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    Outcome copy = new Outcome();
    copy.add(sum);
    state.update(java.util.List.of(copy));
  }

  @Override
  public void processElement(StreamRecord<Outcome> outcome) {
    sum.add(outcome.getValue());
  }

  /**
   * @throws CompactionFailedException where something was left alone that is not as it should be
   */
  @Override
  public void endInput() throws Exception {
    CompactReport report = new CompactReport(runId, sum);
    report.write(archive);
    report.describe().forEach(line -> ACCOUNT_LOG.info("{}: {}", runId, line));
    accumulators().forEach(this::accumulate);
    if (!report.problems().isEmpty()) {
      throw new CompactionFailedException(report.problemsInShort());
    }
  }

  /** For Flink's web page and REST API. */
  private Map<String, Long> accumulators() {
    Map<String, Long> values = new HashMap<>();
    values.put("compact.filesBefore", sum.filesBefore);
    values.put("compact.filesAfter", sum.filesAfter);
    values.put("compact.records", sum.records);
    values.put("compact.duplicates", sum.duplicates);
    return values;
  }

  private void accumulate(String name, long value) {
    LongCounter counter = new LongCounter();
    counter.add(value);
    getRuntimeContext().addAccumulator(name, counter);
  }
}
