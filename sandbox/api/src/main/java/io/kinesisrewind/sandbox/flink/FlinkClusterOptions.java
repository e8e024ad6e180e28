package io.kinesisrewind.sandbox.flink;

import io.kinesisrewind.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The size of a cluster and its configuration. Immutable; each {@code with} method returns a
 * changed copy.
 *
 * @param taskHeapMebibytes what the operators of one TaskManager have
 * @param checkpoints where checkpoints and savepoints go, with its scheme; empty for a directory of
 *     the cluster's own
 * @param directory where logs and local state are kept; empty for a temporary one, deleted at the
 *     end
 * @param configuration entries of Flink's configuration, which win over the cluster's own
 * @param environment variables of the processes
 */
public record FlinkClusterOptions(
    int taskManagers,
    int slotsPerTaskManager,
    int taskHeapMebibytes,
    Optional<String> checkpoints,
    Optional<Path> directory,
    Map<String, String> configuration,
    Map<String, String> environment) {
  private static final int DEFAULT_TASK_HEAP = 768;

  public FlinkClusterOptions {
    requirePositive("taskManagers", taskManagers);
    requirePositive("slotsPerTaskManager", slotsPerTaskManager);
    requirePositive("taskHeapMebibytes", taskHeapMebibytes);
    configuration = Map.copyOf(configuration);
    environment = Map.copyOf(environment);
  }

  /** One TaskManager with two slots. */
  public static FlinkClusterOptions defaults() {
    return new FlinkClusterOptions(
        1, 2, DEFAULT_TASK_HEAP, Optional.empty(), Optional.empty(), Map.of(), Map.of());
  }

  public FlinkClusterOptions withTaskManagers(int count) {
    return new FlinkClusterOptions(
        count,
        slotsPerTaskManager,
        taskHeapMebibytes,
        checkpoints,
        directory,
        configuration,
        environment);
  }

  public FlinkClusterOptions withSlotsPerTaskManager(int count) {
    return new FlinkClusterOptions(
        taskManagers, count, taskHeapMebibytes, checkpoints, directory, configuration, environment);
  }

  public FlinkClusterOptions withTaskHeapMebibytes(int size) {
    return new FlinkClusterOptions(
        taskManagers,
        slotsPerTaskManager,
        size,
        checkpoints,
        directory,
        configuration,
        environment);
  }

  /** A directory with its scheme, for instance {@code s3://bucket/checkpoints}. */
  public FlinkClusterOptions withCheckpoints(String uri) {
    return new FlinkClusterOptions(
        taskManagers,
        slotsPerTaskManager,
        taskHeapMebibytes,
        Optional.of(uri),
        directory,
        configuration,
        environment);
  }

  public FlinkClusterOptions withDirectory(Path path) {
    return new FlinkClusterOptions(
        taskManagers,
        slotsPerTaskManager,
        taskHeapMebibytes,
        checkpoints,
        Optional.of(path),
        configuration,
        environment);
  }

  /** Adds an entry to Flink's configuration. */
  public FlinkClusterOptions with(String key, String value) {
    return with(Map.of(key, value), Map.of());
  }

  /** Makes the sandbox's services those of the cluster: its S3 plugin and the AWS SDKs in jobs. */
  public FlinkClusterOptions withSandbox(Sandbox sandbox) {
    return with(
        Map.of(
            "s3.endpoint", sandbox.s3Endpoint().toString(),
            "s3.endpoint.region", sandbox.region(),
            "s3.path.style.access", "true",
            "s3.access-key", sandbox.accessKey(),
            "s3.secret-key", sandbox.secretKey()),
        sandbox.environment());
  }

  private FlinkClusterOptions with(
      Map<String, String> moreConfiguration, Map<String, String> moreEnvironment) {
    return new FlinkClusterOptions(
        taskManagers,
        slotsPerTaskManager,
        taskHeapMebibytes,
        checkpoints,
        directory,
        merged(configuration, moreConfiguration),
        merged(environment, moreEnvironment));
  }

  private static Map<String, String> merged(Map<String, String> first, Map<String, String> then) {
    Map<String, String> both = new LinkedHashMap<>(first);
    both.putAll(then);
    return both;
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
  }
}
