package io.kinesisrewind.benchmarks.size;

import io.kinesisrewind.benchmarks.Folder;
import io.kinesisrewind.benchmarks.Table;
import io.kinesisrewind.benchmarks.data.Workload;
import io.kinesisrewind.benchmarks.flink.ArchiveRun;
import io.kinesisrewind.benchmarks.flink.BenchmarkCluster;
import io.kinesisrewind.benchmarks.flink.PreparedRecords;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The archive's files against other forms of the same records. */
@Command(
    name = "size",
    mixinStandardHelpOptions = true,
    description = "Stored bytes per byte of payload: archive, JSON lines with gzip, base64 items.")
public final class SizeBenchmark implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--records", description = "Generated ones (default: 100000)")
  private int count = 100_000;

  @Option(names = "--flights", description = "2000, 5000, 10000 or 20000 (default: 20000)")
  private int flights = 20_000;

  @Override
  public Integer call() throws Exception {
    Table table =
        Table.of(
            "records",
            "payload bytes",
            "**archive**",
            "JSON lines, gzip",
            "base64 items",
            "payloads alone, gzip",
            "JSON lines / archive",
            "base64 / archive");
    try (BenchmarkCluster flink = BenchmarkCluster.start(1, Duration.ofHours(1))) {
      try (PreparedRecords records = PreparedRecords.of(Flights.records(flights))) {
        row(table, flink, "flights", records);
      }
      for (int bytes : List.of(100, 400, 4096)) {
        int least = Math.max(1, (int) Math.min(count, (400L << 20) / bytes));
        try (PreparedRecords records = PreparedRecords.of(Workload.of(bytes), least)) {
          row(table, flink, "generated, " + bytes + " B", records);
        }
      }
    }
    table.print(spec.commandLine().getOut());
    return 0;
  }

  private static void row(
      Table table, BenchmarkCluster flink, String name, PreparedRecords prepared) throws Exception {
    List<ArchivedRecord> records = List.of(prepared.records());
    double payload = prepared.payloadBytes();
    double archive = archived(flink, prepared) / payload;
    double jsonLines = Forms.JSON_LINES_GZIP.bytes(records) / payload;
    double base64 = Forms.BASE64_ITEMS.bytes(records) / payload;
    table.row(
        name + " (" + records.size() + ")",
        text("%.0f", payload),
        text("**%.3f**", archive),
        text("%.3f", jsonLines),
        text("%.3f", base64),
        text("%.3f", Forms.PAYLOAD_LINES_GZIP.bytes(records) / payload),
        text("%.2f", jsonLines / archive),
        text("%.2f", base64 / archive));
  }

  private static long archived(BenchmarkCluster flink, PreparedRecords records) throws Exception {
    try (Folder folder = Folder.temporary()) {
      StreamExecutionEnvironment env = flink.environment();
      ArchiveRun.into(folder.path(), "events-0").define(env, records);
      flink.run(env);
      return folder.bytes();
    } catch (IOException e) {
      throw new IOException("The archive cannot be measured", e);
    }
  }

  private static String text(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
