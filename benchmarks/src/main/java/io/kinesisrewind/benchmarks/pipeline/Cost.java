package io.kinesisrewind.benchmarks.pipeline;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What something took: time on the clock, and time of processors, of all the process' threads
 * (garbage collector and compiler too).
 */
record Cost(long wallNanos, long cpuNanos) {

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  interface Work {
    void run() throws Exception;
  }

  static Cost of(Work work) throws Exception {
    System.gc();
    long cpu = PROCESS.getProcessCpuTime();
    long wall = System.nanoTime();
    work.run();
    return new Cost(System.nanoTime() - wall, PROCESS.getProcessCpuTime() - cpu);
  }

  double cpuMicrosPer(int records) {
    return cpuNanos / 1e3 / records;
  }

  double wallMicrosPer(int records) {
    return wallNanos / 1e3 / records;
  }
}
