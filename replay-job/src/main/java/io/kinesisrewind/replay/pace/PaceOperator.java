package io.kinesisrewind.replay.pace;

import io.kinesisrewind.replay.ledger.ReplayMetrics;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Holds records back until the {@link PaceAuthority} lets them go, all in the order they came.
 * Where it is chained to a gated source it never waits: full, it closes the gate. Elsewhere it
 * blocks its input, as any busy operator does, and checkpoints with it. What it holds is in each
 * checkpoint, at most
 *
 * <pre>1,000 records or 4 MiB, and one batch of the source</pre>
 */
final class PaceOperator extends AbstractStreamOperator<ArchivedRecord>
    implements OneInputStreamOperator<ArchivedRecord, ArchivedRecord>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final transient MailboxExecutor mailbox;
  private final transient PaceAsking.Opening opening;

  private transient ListState<Tuple2<Long, ArchivedRecord>> state;
  private transient HeldRecords held;
  private transient PaceAsking asking;
  private transient Optional<SourceGate> gate;
  private transient boolean busy;
  private transient boolean told;

  PaceOperator(MailboxExecutor mailbox, ProcessingTimeService time, PaceAsking.Opening opening) {
    this.mailbox = mailbox;
    this.opening = opening;
    this.processingTimeService = time;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "held", new TupleTypeInfo<>(Types.LONG, JobEnvironment.recordType())));
    held = new HeldRecords();
    for (Tuple2<Long, ArchivedRecord> record : state.get()) {
      held.add(record.f1, record.f0);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    told = false; // others may wait for what this task held before a failure
    gate = SourceGate.ofThisTask();
    asking = opening.open(getRuntimeContext(), getProcessingTimeService());
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("kinesisanalytics");
    group.gauge(ReplayMetrics.HELD, (Gauge<Integer>) () -> held.records());
    group.gauge(ReplayMetrics.LIMIT, (Gauge<Double>) () -> asking.recordsPerSecond());
    mailbox.execute(this::advance, "let go what was held before");
  }

  @Override
  public void close() throws Exception {
    if (asking != null) {
      asking.close();
    }
    super.close();
  }

  @Override
  public void processElement(StreamRecord<ArchivedRecord> element) throws Exception {
    held.add(element.getValue(), element.getTimestamp());
    advance();
    while (held.isFull() && gate.isEmpty()) {
      mailbox.yield();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    held.add(mark);
    advance();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(held.toList());
  }

  /** All is let go, and the others know that nothing is held here any more. */
  @Override
  public void endInput() throws Exception {
    while (!held.isEmpty() || busy) {
      mailbox.yield();
    }
  }

  /** Lets go what needs nobody's leave, and asks for what does, one slice at a time. */
  private void advance() throws Exception {
    while (held.startsWithWatermark()) {
      super.processWatermark(held.removeWatermark());
    }
    setGate();
    if (busy || (held.records() == 0 && told)) {
      return;
    }
    busy = true;
    told = held.records() == 0;
    HeldRecords.Slice slice = asking.slice(held);
    var unused =
        asking
            .ask(held.headTime(), slice)
            .whenComplete((grant, fault) -> inMailbox(() -> answered(slice, grant, fault)));
  }

  private void answered(HeldRecords.Slice slice, PaceGrant grant, Throwable fault) {
    if (fault == null) {
      later(asking.heard(grant), () -> letGo(slice.records()));
    } else {
      LOG.warn("The job manager does not say how fast to go; asking again", fault);
      told = false;
      later(PaceAsking.RETRY, () -> letGo(0));
    }
  }

  private void letGo(int count) throws Exception {
    for (int left = count; left > 0; ) {
      if (held.startsWithWatermark()) {
        super.processWatermark(held.removeWatermark());
      } else {
        output.collect(held.removeRecord());
        left--;
      }
    }
    later(
        asking.pause(held),
        () -> {
          busy = false;
          advance();
        });
  }

  private void setGate() {
    gate.ifPresent(found -> found.set(held.isFull(), !held.isEmpty()));
  }

  /** Flink's timers run in the mailbox, also while an input is blocked or at its end. */
  private void later(long millis, PaceAsking.Step step) {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    var unused = getProcessingTimeService().registerTimer(now + millis, time -> step.run());
  }

  private void inMailbox(PaceAsking.Step step) {
    try {
      mailbox.execute(step::run, "pace");
    } catch (RejectedExecutionException e) {
      LOG.debug("The task has ended meanwhile", e);
    }
  }
}
