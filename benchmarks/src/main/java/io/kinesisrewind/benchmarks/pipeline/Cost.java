package io.kinesisrewind.benchmarks.pipeline;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * What something took: time on the clock, and time of processors, of all the process' threads
 * (garbage collector and compiler too); and for how long the compiler was at work meanwhile.
 */
public record Cost(long wallNanos, long cpuNanos, long compilerNanos) {

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  public interface Work {
    void run() throws Exception;
  }

  public static Cost of(Work work) throws Exception {
    System.gc();
    long compiler = compiling();
    long cpu = PROCESS.getProcessCpuTime();
    long wall = System.nanoTime();
    work.run();
    return new Cost(
        System.nanoTime() - wall, PROCESS.getProcessCpuTime() - cpu, compiling() - compiler);
  }

  private static long compiling() {
    return TimeUnit.MILLISECONDS.toNanos(
        ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
  }

  /** Whether the code was as good as ready: a job that runs for weeks does not pay for that. */
  public boolean isWarm() {
    return compilerNanos < cpuNanos / 20;
  }

  public double cpuMicrosPer(int records) {
    return cpuNanos / 1e3 / records;
  }

  public double wallMicrosPer(int records) {
    return wallNanos / 1e3 / records;
  }
}
