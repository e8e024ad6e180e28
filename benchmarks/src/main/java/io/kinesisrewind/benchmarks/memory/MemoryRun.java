package io.kinesisrewind.benchmarks.memory;

import io.kinesisrewind.benchmarks.Folder;
import io.kinesisrewind.benchmarks.data.RecordGenerator;
import io.kinesisrewind.benchmarks.data.Workload;
import io.kinesisrewind.benchmarks.flink.ArchiveRun;
import io.kinesisrewind.benchmarks.flink.BenchmarkCluster;
import io.kinesisrewind.benchmarks.flink.GeneratedRecords;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One case of {@link MemoryBenchmark}, in the JVM whose heap it is about. */
@Command(name = MemoryRun.NAME, hidden = true)
public final class MemoryRun implements Callable<Integer> {

  static final String NAME = "memory-run";

  private static final Duration SAMPLES = Duration.ofMillis(500);

  @Spec private CommandSpec spec;

  @Option(names = "--payload-bytes")
  private int payloadBytes;

  @Option(names = "--keys")
  private int keys;

  @Option(names = "--random")
  private boolean random;

  @Option(names = "--records")
  private long records;

  @Option(names = "--block-size")
  private String blockSize;

  @Option(names = "--write-buffer")
  private String writeBuffer;

  @Override
  public Integer call() throws Exception {
    Workload workload = new Workload(payloadBytes, keys, keys > 100_000 ? 0 : 1, 1, random);
    RecordGenerator.of(workload); // part of the base, as the job takes the same one
    try (Folder folder = Folder.temporary();
        BenchmarkCluster flink = BenchmarkCluster.start(1, Duration.ofHours(1))) {
      long base = LiveHeap.now();
      long start = System.nanoTime();
      long peak = run(flink, folder, workload);
      long millis = (System.nanoTime() - start) / 1_000_000;
      spec.commandLine()
          .getOut()
          .println(MemoryResult.line(base, peak, millis, folder.files().size()));
    }
    return 0;
  }

  private long run(BenchmarkCluster flink, Folder folder, Workload workload) throws Exception {
    StreamExecutionEnvironment env = flink.environment();
    ArchiveRun.into(folder.path(), workload.stream(0))
        .with("--key-buckets", "8")
        .with("--block-size", blockSize)
        .with("--write-buffer", writeBuffer)
        .define(env, GeneratedRecords.of(workload, records));
    LiveHeap heap = LiveHeap.watch(SAMPLES);
    try (heap) {
      flink.run(env);
    }
    return heap.peak();
  }
}
