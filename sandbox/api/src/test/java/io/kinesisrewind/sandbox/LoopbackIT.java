package io.kinesisrewind.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.sandbox.flink.FlinkCluster;
import io.kinesisrewind.sandbox.flink.FlinkClusterOptions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing that runs here can be reached from another machine. */
@EnabledOnOs(OS.LINUX)
class LoopbackIT {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  /** 127.0.0.1 as the kernel writes it, of an IPv4 socket and of an IPv6 one. */
  private static final List<String> LOOPBACK =
      List.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

  @Test
  void everyListenerIsOnLoopback() throws IOException {
    FlinkClusterOptions options = FlinkClusterOptions.defaults().withSandbox(SANDBOX.sandbox());
    try (FlinkCluster cluster = FlinkCluster.start(options)) {
      List<ProcessHandle> children = ProcessHandle.current().children().toList();
      assertThat(children).hasSizeGreaterThanOrEqualTo(Service.values().length + 2);
      assertThat(cluster.taskManagers()).hasSize(1);
      for (ProcessHandle child : children) {
        assertThat(Listeners.of(child)).as("%s", child.info()).isNotEmpty().isSubsetOf(LOOPBACK);
      }
    }
  }
}
