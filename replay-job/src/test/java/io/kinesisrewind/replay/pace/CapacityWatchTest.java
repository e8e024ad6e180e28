package io.kinesisrewind.replay.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CapacityWatchTest {

  @Test
  void theNumberFollowsTheTargetAndOutlastsAQuestionThatIsNotAnswered() {
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger shards = new AtomicInteger(2);
    Target target =
        new Target() {
          @Override
          public int openShards() {
            looks.incrementAndGet();
            if (shards.get() < 0) {
              throw new IllegalStateException("induced");
            }
            return shards.get();
          }
        };

    try (CapacityWatch watch = CapacityWatch.every(Duration.ofMillis(1), target)) {
      await(() -> watch.openShards() == 2);
      shards.set(-1);
      int before = looks.get();
      await(() -> looks.get() > before + 2);
      assertThat(watch.openShards()).isEqualTo(2);
      shards.set(5);
      await(() -> watch.openShards() == 5);
      assertThat(target.closed).isFalse();
    }
    assertThat(target.closed).isTrue();
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(condition);
  }

  private abstract static class Target implements TargetCapacity {

    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public void close() {
      closed.set(true);
    }
  }
}
