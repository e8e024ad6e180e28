package io.kinesisrewind.replay.ledger;

import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Applies a {@link CountedStep}. */
public final class CountingOperator<I, O> extends CountedOperator<O>
    implements OneInputStreamOperator<I, O> {

  private static final long serialVersionUID = 1L;

  private final CountedStep<I, O> step;

  public CountingOperator(CountedStep<I, O> step) {
    this.step = step;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  public void processElement(StreamRecord<I> element) {
    step.apply(element.getValue(), counts())
        .ifPresent(value -> output.collect(element.replace(value)));
  }
}
