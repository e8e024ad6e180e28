package io.kinesisrewind.sandbox.testjob;

import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Slows a stream down, so that a test can interfere before it ends, and counts it. */
final class TakeTime extends RichMapFunction<Long, String> {
  private static final long serialVersionUID = 1L;
  private static final long NANOS = 1_000_000;

  private final LongCounter numbers = new LongCounter();

  @Override
  public void open(OpenContext context) {
    getRuntimeContext().addAccumulator("numbers", numbers);
  }

  @Override
  public String map(Long number) {
    LockSupport.parkNanos(NANOS);
    numbers.add(1);
    return number.toString();
  }
}
