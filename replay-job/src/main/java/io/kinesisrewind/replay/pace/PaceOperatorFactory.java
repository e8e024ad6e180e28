package io.kinesisrewind.replay.pace;

import io.kinesisrewind.schemas.ArchivedRecord;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes {@link PaceOperator}s, which need their task's mailbox. */
final class PaceOperatorFactory extends AbstractStreamOperatorFactory<ArchivedRecord>
    implements OneInputStreamOperatorFactory<ArchivedRecord, ArchivedRecord> {

  private static final long serialVersionUID = 1L;

  private final PaceAsking.Opening opening;

  PaceOperatorFactory(PaceAsking.Opening opening) {
    this.opening = opening;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  // Flink's interface; the caller's T is what getStreamOperatorClass says.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends StreamOperator<ArchivedRecord>> T createStreamOperator(
      StreamOperatorParameters<ArchivedRecord> parameters) {
    PaceOperator operator =
        new PaceOperator(
            parameters.getMailboxExecutor(), parameters.getProcessingTimeService(), opening);
    operator.setup(
        parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
    return (T) operator;
  }

  @Override
  public Class<? extends StreamOperator<?>> getStreamOperatorClass(ClassLoader loader) {
    return PaceOperator.class;
  }
}
