package io.kinesisrewind.benchmarks.scan;

import io.kinesisrewind.archive.RecordSource;
import io.kinesisrewind.benchmarks.Folder;
import io.kinesisrewind.benchmarks.data.Workload;
import io.kinesisrewind.benchmarks.flink.ArchiveRun;
import io.kinesisrewind.benchmarks.flink.BenchmarkCluster;
import io.kinesisrewind.benchmarks.flink.GeneratedRecords;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.ArchiveSection;
import io.kinesisrewind.replay.source.archive.split.PlanFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** An archive as the archive job writes it; gone when it is closed. */
final class GeneratedArchive implements AutoCloseable {

  private final Workload workload;
  private final Folder folder;

  private GeneratedArchive(Workload workload, Folder folder) {
    this.workload = workload;
    this.folder = folder;
  }

  static GeneratedArchive of(BenchmarkCluster flink, Workload workload, long records)
      throws Exception {
    return of(flink, workload, GeneratedRecords.of(workload, records));
  }

  /**
   * @param workload whose first stream the records are of
   */
  static GeneratedArchive of(BenchmarkCluster flink, Workload workload, RecordSource records)
      throws Exception {
    Folder folder = Folder.temporary();
    StreamExecutionEnvironment env = flink.environment();
    ArchiveRun.into(folder.path(), workload.stream(0)).define(env, records);
    flink.run(env);
    return new GeneratedArchive(workload, folder);
  }

  Selection everything() {
    return Selection.of(workload.stream(0));
  }

  ArchiveSection plan(Selection selection) throws IOException {
    return ArchiveSection.plan(
        CountedFiles.of(folder.path()),
        selection,
        PlanFiles.in(CountedFiles.of(folder.path().resolve("_replays"))));
  }

  /** For other readers. */
  Path path() {
    return folder.path();
  }

  List<Path> files() throws IOException {
    return folder.files();
  }

  long bytes() throws IOException {
    return folder.bytes();
  }

  @Override
  public void close() {
    folder.close();
  }
}
