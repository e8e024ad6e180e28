package io.kinesisrewind.replay.chaos;

import io.kinesisrewind.replay.testing.S3Plugin;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.io.IOException;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Task managers killed in the midst of a replay, by turns when all that was read is delivered and
 * when requests are under way. How often is {@code -Drewind.chaos.kills}; the Maven profile {@code
 * chaos} makes it many.
 */
class KillsIT {

  private static final int KILLS = Integer.getInteger("rewind.chaos.kills", 2);
  private static final long SEED = 7;
  private static final int MOST_REQUESTS_LET_THROUGH = 5;

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private final Random random = new Random(SEED);

  @BeforeAll
  static void useS3() throws IOException {
    S3Plugin.install(SANDBOX.sandbox());
  }

  @AfterAll
  static void forgetS3() throws IOException {
    FileSystem.initialize(new Configuration(), null);
  }

  @Test
  void everyRecordIsDeliveredInOrderAndOnlyWhatACrashLeftOpenTwice() throws Exception {
    try (KilledReplay replay = KilledReplay.start(SANDBOX.sandbox(), KILLS + 2)) {
      for (int kill = 0; kill < KILLS; kill++) {
        replay.awaitAllDeliveredAndCheckpointed();
        if (kill % 2 == 0) {
          replay.killWhileRequestsAreUnderWay(random.nextInt(MOST_REQUESTS_LET_THROUGH));
        } else {
          replay.killAtRest();
        }
      }
      replay.finish();

      replay.deliveries().assertComplete();
      replay.deliveries().assertRepeatedByCrashes();
      replay.assertAccountAddsUp();
    }
  }
}
