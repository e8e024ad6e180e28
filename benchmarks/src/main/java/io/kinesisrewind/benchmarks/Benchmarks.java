package io.kinesisrewind.benchmarks;

import io.kinesisrewind.benchmarks.latest.LatestBenchmark;
import io.kinesisrewind.benchmarks.memory.MemoryBenchmark;
import io.kinesisrewind.benchmarks.memory.MemoryRun;
import io.kinesisrewind.benchmarks.pipeline.PipelineBenchmark;
import io.kinesisrewind.benchmarks.scale.ScaleBenchmark;
import io.kinesisrewind.benchmarks.scan.LookupBenchmark;
import io.kinesisrewind.benchmarks.scan.PlanningBenchmark;
import io.kinesisrewind.benchmarks.scan.ScanBenchmark;
import io.kinesisrewind.benchmarks.sink.SinkBenchmark;
import io.kinesisrewind.benchmarks.size.SizeBenchmark;
import org.apache.flink.configuration.MemorySize;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code benchmarks/run}: each benchmark is a command. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    header = "Compares whole pipelines with bare libraries on the same data.",
    subcommands = {
      PipelineBenchmark.class,
      MemoryBenchmark.class,
      MemoryRun.class,
      LatestBenchmark.class,
      SizeBenchmark.class,
      ScaleBenchmark.class,
      ScanBenchmark.class,
      LookupBenchmark.class,
      PlanningBenchmark.class,
      SinkBenchmark.class
    })
public final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** For tests, which must go on after it. */
  public static CommandLine commandLine() {
    return new CommandLine(new Benchmarks())
        .registerConverter(MemorySize.class, MemorySize::parse)
        .setUsageHelpAutoWidth(true);
  }
}
