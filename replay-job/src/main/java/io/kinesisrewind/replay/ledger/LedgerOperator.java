package io.kinesisrewind.replay.ledger;

import io.kinesisrewind.replay.ReplayFailedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sums up the account, keeps the status object current and, at the end, checks that everything adds
 * up; the job fails where it does not. Runs once. Gives the final account.
 *
 * <p>With checkpoints the replay is completed only with the one that commits its end: before, a
 * failure would make a part of it run again.
 */
public final class LedgerOperator extends AbstractStreamOperator<Counts>
    implements OneInputStreamOperator<Counts, Counts>, BoundedOneInput {

  /** Between two writes of the status object. */
  static final Duration PERIOD = Duration.ofSeconds(2);

  /** Between two renewals of the claim. */
  private static final Duration RENEWAL = Duration.ofMinutes(1);

  private static final long serialVersionUID = 1L;
  private static final long NEVER = Long.MAX_VALUE;

  private final StatusFile file;
  private final String started;
  private final boolean checkpointed;
  private final Claim claim;

  private transient ListState<Counts> state;
  private transient Counts counts;
  private transient ReplayStatus status;
  private transient Instant eventTime;
  private transient boolean changed;
  private transient boolean ended;
  private transient long finalCheckpoint;
  private transient LedgerMetrics published;
  private transient ScheduledFuture<?> writing;
  private transient ProgressLog progress;
  private transient ScheduledFuture<?> renewing;

  /**
   * @param started the status that the replay started with
   * @param checkpointed whether the job takes checkpoints
   * @param claim what is held until the replay has completed
   */
  public LedgerOperator(StatusFile file, ReplayStatus started, boolean checkpointed, Claim claim) {
    this.file = file;
    this.started = started.toJson();
    this.checkpointed = checkpointed;
    this.claim = claim;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("counts", Counts.TYPE));
    counts = new Counts();
    for (Counts restored : state.get()) {
      counts.add(restored);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    finalCheckpoint = NEVER;
    status =
        ReplayStatus.fromJson(started)
            .by(getRuntimeContext().getJobInfo().getJobId().toHexString());
    changed = true;
    progress = new ProgressLog(status, LOG);
    published = new LedgerMetrics(getRuntimeContext());
    published.set(counts);
    writing =
        getProcessingTimeService()
            .scheduleWithFixedDelay(this::writeProgress, PERIOD.toMillis(), PERIOD.toMillis());
    renewing =
        getProcessingTimeService()
            .scheduleWithFixedDelay(time -> claim.renew(), 0, RENEWAL.toMillis());
  }

  @Override
  public void close() throws Exception {
    if (writing != null) {
      writing.cancel(false);
    }
    if (renewing != null) {
      renewing.cancel(false);
    }
    super.close();
  }

  @Override
  public void processElement(StreamRecord<Counts> delta) {
    counts.add(delta.getValue());
    published.set(counts);
    changed = true;
  }

  /** Nothing that arrived before it is still on its way to the target. */
  @Override
  public void processWatermark(Watermark mark) {
    if (mark.getTimestamp() != Watermark.MAX_WATERMARK.getTimestamp() && mark.getTimestamp() > 0) {
      eventTime = Instant.ofEpochMilli(mark.getTimestamp());
      changed = true;
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(List.of(counts.copy()));
    if (ended && finalCheckpoint == NEVER) {
      finalCheckpoint = context.getCheckpointId();
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    status = status.checkpointed(checkpointId);
    changed = true;
    if (checkpointId >= finalCheckpoint) {
      finalCheckpoint = NEVER;
      complete();
    }
  }

  @Override
  public void endInput() throws IOException {
    ended = true;
    balance();
    if (checkpointed) {
      status = status.progressed(counts, eventTime);
      file.write(status);
    } else {
      complete();
    }
    output.collect(new StreamRecord<>(counts.copy()));
  }

  private void balance() throws IOException {
    try {
      Ledger.balance(counts, status.plan());
    } catch (ReplayFailedException e) {
      file.write(status.progressed(counts, eventTime).failed(e.getMessage()));
      throw e;
    }
  }

  private void complete() throws IOException {
    status = status.progressed(counts, eventTime).at(progress.atEnd()).completed();
    file.write(status);
    Optional<String> left = claim.settle();
    if (left.isPresent()) {
      LOG.error("{}", left.get());
      status = status.remarked(left.get());
      file.write(status);
    }
    LOG.info("Replay {} completed: {}", status.replayId(), counts);
  }

  private void writeProgress(long now) {
    if (ended) {
      return;
    }
    ProgressReport report = progress.report(now, counts, eventTime);
    published.set(report, eventTime);
    if (!changed) {
      return;
    }
    status = status.progressed(counts, eventTime).at(report);
    try {
      file.write(status);
      changed = false;
    } catch (IOException e) {
      // The replay is worth more than a line about it; the next period tries again, and the final
      // status has to be written.
      LOG.warn("Cannot write the status of the replay to {}", file.path(), e);
    }
  }
}
