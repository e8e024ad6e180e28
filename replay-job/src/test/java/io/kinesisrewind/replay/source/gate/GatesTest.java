package io.kinesisrewind.replay.source.gate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.runtime.UsageException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class GatesTest {

  private final StreamExecutionEnvironment env =
      StreamExecutionEnvironment.getExecutionEnvironment();

  @Test
  void alignedCheckpointsOpenThem() {
    env.enableCheckpointing(1_000);

    assertThatCode(() -> Gates.require(env)).doesNotThrowAnyException();
  }

  @Test
  void aJobWithoutCheckpointsIsRefused() {
    assertThatThrownBy(() -> Gates.require(env))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("execution.checkpointing.interval 0: ");
  }

  @Test
  void soIsOneWhoseBarriersOvertakeRecords() {
    env.enableCheckpointing(1_000);
    env.getCheckpointConfig().enableUnalignedCheckpoints();

    assertThatThrownBy(() -> Gates.require(env))
        .hasMessageContaining("execution.checkpointing.unaligned.enabled true: ");
  }
}
