package io.kinesisrewind.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void whatWasMeantForTheUserIsFound() {
    Throwable ours = new ReplayFailedException("the stream is gone", new Exception("404"));
    Throwable wrapped =
        new JobExecutionException(
            null, "Job execution failed.", new SerializedThrowable(new Exception("task", ours)));

    assertThat(Failures.reason(wrapped)).isEqualTo("the stream is gone");
  }

  @Test
  void elseTheFirstCauseIs() {
    assertThat(Failures.reason(new Exception("outer", new Exception("inner")))).isEqualTo("inner");
    assertThat(Failures.reason(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void flinkDoesNotTryAgain() {
    assertThat(ThrowableClassifier.getThrowableType(new ReplayFailedException("no")))
        .isEqualTo(ThrowableType.NonRecoverableError);
  }
}
