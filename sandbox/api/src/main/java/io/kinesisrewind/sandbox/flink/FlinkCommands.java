package io.kinesisrewind.sandbox.flink;

import io.kinesisrewind.sandbox.process.ChildCommand;
import io.kinesisrewind.sandbox.process.JavaCommand;
import io.kinesisrewind.sandbox.process.SandboxHome;
import io.kinesisrewind.sandbox.process.WorkingDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The command that starts each process of a cluster. */
final class FlinkCommands {
  private static final String PART = "flink-home";

  /** Flink's own start scripts pass these: its serializers reach into the JDK. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.reflect",
          "java.net",
          "java.io",
          "java.nio",
          "sun.nio.ch",
          "java.text",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks");

  private final SandboxHome home;
  private final WorkingDirectory directory;
  private final FlinkClusterOptions options;
  private final Path configuration;
  private final JavaCommand java;

  FlinkCommands(SandboxHome home, WorkingDirectory directory, FlinkClusterOptions options) {
    this.home = home;
    this.directory = directory;
    this.options = options;
    this.configuration = FlinkConfiguration.write(directory, options);
    this.java = JavaCommand.withGuardIn(directory.folder("launcher"));
  }

  /**
   * @param number which JobManager of this cluster's life it is, for the name of its log
   */
  ChildCommand jobManager(int number) {
    return command(
        "jobmanager-" + number,
        List.of("-Xmx512m", "-XX:MaxMetaspaceSize=" + TaskManagerMemory.METASPACE + "m"),
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        Map.of());
  }

  ChildCommand taskManager(String id, String jobManagerPort) {
    return command(
        id,
        new TaskManagerMemory(options.taskHeapMebibytes()).jvmOptions(),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        Map.of("jobmanager.rpc.port", jobManagerPort, "taskmanager.resource-id", id));
  }

  private ChildCommand command(
      String name, List<String> memory, String mainClass, Map<String, String> entries) {
    Path log = directory.folder(FlinkCluster.LOGS).resolve(name + ".log");
    List<String> arguments = new ArrayList<>(List.of("--configDir", configuration.toString()));
    entries.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    return new ChildCommand(
        "The Flink cluster's " + name,
        java.of(jvmOptions(memory, log), home.libraries(PART), mainClass, arguments),
        environment(),
        directory.root(),
        log);
  }

  private List<String> jvmOptions(List<String> memory, Path log) {
    return Stream.of(
            memory.stream(),
            Stream.of(
                "-XX:+UseSerialGC",
                "-Djava.net.preferIPv4Stack=true",
                "-Djava.io.tmpdir=" + directory.folder("tmp"),
                "-Dlog.file=" + log,
                "-Dlog4j2.configurationFile="
                    + configuration.resolve(FlinkConfiguration.LOG_CONFIGURATION)),
            OPENED.stream().map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED"))
        .flatMap(option -> option)
        .toList();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(options.environment());
    environment.put("FLINK_CONF_DIR", configuration.toString());
    environment.put("FLINK_PLUGINS_DIR", home.built(PART, "plugins").toString());
    // No machine of AWS's is near: looking for its credentials only costs time.
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    return environment;
  }
}
