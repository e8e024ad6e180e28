package io.kinesisrewind.replay.control;

import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.ledger.LedgerOperator;
import io.kinesisrewind.replay.ledger.StatusFile;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator.Context;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;

/** The ledger among the tasks, and the watch over the replay beside it in the job manager. */
public final class WatchedLedger extends SimpleOperatorFactory<Counts>
    implements OneInputStreamOperatorFactory<Counts, Counts>, CoordinatedOperatorFactory<Counts> {

  private static final long serialVersionUID = 1L;

  private final StatusFile file;
  private final String run;

  /**
   * @param run names this execution of the replay
   */
  public WatchedLedger(LedgerOperator ledger, StatusFile file, String run) {
    super(ledger);
    this.file = file;
    this.run = run;
  }

  @Override
  public OperatorCoordinator.Provider getCoordinatorProvider(
      String operatorName, OperatorID operatorId) {
    return new Provider(operatorId, file, run);
  }

  private static final class Provider implements OperatorCoordinator.Provider {

    private static final long serialVersionUID = 1L;

    private final OperatorID operatorId;
    private final StatusFile file;
    private final String run;

    Provider(OperatorID operatorId, StatusFile file, String run) {
      this.operatorId = operatorId;
      this.file = file;
      this.run = run;
    }

    @Override
    public OperatorID getOperatorId() {
      return operatorId;
    }

    @Override
    public OperatorCoordinator create(Context context) {
      return new ReplayWatch(context, file, run);
    }
  }
}
