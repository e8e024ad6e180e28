package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.JobEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/**
 * What savepoints find an operator's state by. A line of {@code operator-uids.txt} must never
 * change or go while there are savepoints to be restored; an operator that is new gets a line of
 * its own.
 */
class OperatorUidsTest {

  @Test
  void areTheOnesThatSavepointsHave() throws IOException {
    List<String> uids =
        environment().getStreamGraph().getStreamNodes().stream()
            .map(StreamNode::getTransformationUID)
            .toList();

    assertThat(uids).containsExactlyInAnyOrderElementsOf(checkedIn());
  }

  @Test
  void failedCheckpointsAreToleratedUnlessTheClusterSaysHowMany() {
    assertThat(tolerated(new Configuration())).isEqualTo(3);

    Configuration cluster = new Configuration();
    cluster.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 0);
    assertThat(tolerated(cluster)).isZero();
  }

  private static int tolerated(Configuration cluster) {
    return environment(cluster).getCheckpointConfig().getTolerableCheckpointFailureNumber();
  }

  private static StreamExecutionEnvironment environment() {
    return environment(new Configuration());
  }

  private static StreamExecutionEnvironment environment(Configuration cluster) {
    ArchiveOptions options = new ArchiveOptions();
    JobArguments.parse(
        options,
        "--stream=orders",
        "--archive=/archive",
        "--region=eu-west-1",
        "--mode=parquet+latest+all",
        "--ttl=1d");
    StreamExecutionEnvironment env =
        JobEnvironment.configure(new StreamExecutionEnvironment(cluster));
    ArchiveJob.define(env, options);
    return env;
  }

  private static List<String> checkedIn() throws IOException {
    try (var resource = OperatorUidsTest.class.getResourceAsStream("/operator-uids.txt")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
