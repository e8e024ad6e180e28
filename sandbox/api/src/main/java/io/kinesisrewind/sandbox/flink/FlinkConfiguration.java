package io.kinesisrewind.sandbox.flink;

import io.kinesisrewind.sandbox.SandboxException;
import io.kinesisrewind.sandbox.process.WorkingDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Flink's configuration directory for a cluster. */
final class FlinkConfiguration {
  static final String LOG_CONFIGURATION = "log4j2.properties";

  private static final String LOOPBACK = "127.0.0.1";

  /** Every address a Flink process listens on, and ports that are free when they are bound. */
  private static final Map<String, String> NETWORK =
      Map.of(
          "jobmanager.rpc.address", LOOPBACK,
          "jobmanager.bind-host", LOOPBACK,
          "jobmanager.rpc.port", "0",
          "rest.address", LOOPBACK,
          "rest.bind-address", LOOPBACK,
          "rest.bind-port", "0",
          "taskmanager.host", LOOPBACK,
          "taskmanager.bind-host", LOOPBACK,
          "blob.server.port", "0");

  /**
   * Made for people, Flink lets a TaskManager that is up too early try again after ten seconds, and
   * shows jobs as they were three seconds ago. Tests wait for both.
   */
  private static final Map<String, String> PROMPTNESS =
      Map.of(
          "web.refresh-interval", "50",
          "cluster.registration.error-delay", "200",
          "cluster.registration.refused-registration-delay", "200",
          "cluster.registration.max-timeout", "1000");

  /** A killed TaskManager is noticed in seconds, a busy one is not taken for dead. */
  private static final Map<String, String> FAILURES =
      Map.of(
          "heartbeat.interval", "1000",
          "heartbeat.timeout", "30000",
          "restart-strategy.type", "fixed-delay",
          "restart-strategy.fixed-delay.attempts", "10",
          "restart-strategy.fixed-delay.delay", "1 s");

  private FlinkConfiguration() {}

  /** Writes the directory, and returns it. */
  static Path write(WorkingDirectory directory, FlinkClusterOptions options) {
    Path folder = directory.folder("conf");
    try {
      Files.write(folder.resolve("config.yaml"), yaml(entries(directory, options)));
      Files.write(folder.resolve(LOG_CONFIGURATION), logConfiguration());
    } catch (IOException e) {
      throw new SandboxException("The cluster's configuration cannot be written: " + e, e);
    }
    return folder;
  }

  private static Map<String, String> entries(
      WorkingDirectory directory, FlinkClusterOptions options) {
    Map<String, String> entries = new LinkedHashMap<>(NETWORK);
    entries.putAll(PROMPTNESS);
    entries.putAll(FAILURES);
    entries.putAll(new TaskManagerMemory(options.taskHeapMebibytes()).configuration());
    entries.put("taskmanager.cpu.cores", Integer.toString(options.slotsPerTaskManager()));
    entries.put("taskmanager.numberOfTaskSlots", Integer.toString(options.slotsPerTaskManager()));
    entries.put("state.backend.type", "hashmap");
    entries.put("execution.checkpointing.dir", state(directory, options, "checkpoints"));
    entries.put("execution.checkpointing.savepoint-dir", state(directory, options, "savepoints"));
    entries.put("io.tmp.dirs", directory.folder("tmp").toString());
    entries.putAll(options.configuration());
    return entries;
  }

  private static String state(
      WorkingDirectory directory, FlinkClusterOptions options, String kind) {
    return options.checkpoints().orElseGet(() -> directory.folder(kind).toUri().toString());
  }

  private static List<String> yaml(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + ": '" + entry.getValue().replace("'", "''") + "'")
        .collect(Collectors.toList());
  }

  /** To standard output, which the sandbox sends to a file of each process. */
  private static List<String> logConfiguration() {
    return List.of(
        "rootLogger.level = INFO",
        "rootLogger.appenderRef.console.ref = Console",
        "appender.console.type = Console",
        "appender.console.name = Console",
        "appender.console.layout.type = PatternLayout",
        "appender.console.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n");
  }
}
