package io.kinesisrewind.sandbox.flink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory of a TaskManager, in MiB. Flink's start scripts work out every part from a total; a
 * TaskManager started without them wants each part named, and its JVM sized to match.
 */
record TaskManagerMemory(int taskHeap) {
  private static final int FRAMEWORK_HEAP = 128;
  private static final int FRAMEWORK_OFF_HEAP = 128;
  private static final int TASK_OFF_HEAP = 128;
  private static final int NETWORK = 64;
  private static final int MANAGED = 128;

  /** Twice Flink's default: ended jobs' classes stay for up to a minute (docs/operations.md). */
  static final int METASPACE = 512;

  private static final int OVERHEAD = 128;

  List<String> jvmOptions() {
    return List.of(
        "-Xmx" + (FRAMEWORK_HEAP + taskHeap) + "m",
        "-XX:MaxDirectMemorySize=" + (FRAMEWORK_OFF_HEAP + TASK_OFF_HEAP + NETWORK) + "m",
        "-XX:MaxMetaspaceSize=" + METASPACE + "m");
  }

  Map<String, String> configuration() {
    Map<String, String> configuration = new LinkedHashMap<>();
    put(configuration, "framework.heap.size", FRAMEWORK_HEAP);
    put(configuration, "task.heap.size", taskHeap);
    put(configuration, "framework.off-heap.size", FRAMEWORK_OFF_HEAP);
    put(configuration, "task.off-heap.size", TASK_OFF_HEAP);
    put(configuration, "network.min", NETWORK);
    put(configuration, "network.max", NETWORK);
    put(configuration, "managed.size", MANAGED);
    put(configuration, "jvm-metaspace.size", METASPACE);
    put(configuration, "jvm-overhead.min", OVERHEAD);
    put(configuration, "jvm-overhead.max", OVERHEAD);
    return configuration;
  }

  private static void put(Map<String, String> configuration, String key, int mebibytes) {
    configuration.put("taskmanager.memory." + key, mebibytes + "m");
  }
}
