package io.kinesisrewind.archive.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.ManualClock;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetentionPeriodsIT {

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private final ManualClock clock = new ManualClock();

  @Test
  void aChangedRetentionIsFoundAfterAWhile() {
    Sandbox sandbox = SANDBOX.sandbox();
    try (TestStream stream = TestStream.create(sandbox, sandbox.uniqueName("kept"), 1);
        RetentionPeriods retention = new RetentionPeriods(access(sandbox), clock)) {
      stream.keepFor(48);
      retention.keepCurrent(stream.name());
      assertThat(retention.of(stream.name())).isEqualTo(Duration.ofDays(2));

      stream.keepFor(72);
      retention.keepCurrent(stream.name());
      assertThat(retention.of(stream.name())).isEqualTo(Duration.ofDays(2));

      clock.forward(RetentionPeriods.ASK_AGAIN_AFTER);
      retention.keepCurrent(stream.name());
      assertThat(retention.of(stream.name())).isEqualTo(Duration.ofDays(3));
    }
  }

  @Test
  void aStreamThatCannotBeAskedAboutIsTakenForTheShortest() {
    try (RetentionPeriods retention = new RetentionPeriods(access(SANDBOX.sandbox()), clock)) {
      retention.keepCurrent("no-such-stream");

      assertThat(retention.of("no-such-stream")).isEqualTo(RetentionPeriods.SHORTEST);
    }
  }

  private static AwsAccess access(Sandbox sandbox) {
    return new AwsAccess(sandbox.region(), sandbox.kinesisEndpoint(), null, null);
  }
}
