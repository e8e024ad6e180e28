package io.kinesisrewind.cli;

import io.kinesisrewind.archive.tables.ArchiveTable;
import io.kinesisrewind.cli.tables.ParallelScan;
import io.kinesisrewind.cli.tables.RecordLines;
import io.kinesisrewind.cli.tables.RecordPrinter;
import io.kinesisrewind.cli.tables.StreamTable;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.Problems;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ./rewind scan}: a whole table. */
@Command(
    name = "scan",
    description = {
      "Print all records of a DynamoDB table of the stream, keys in no order: the latest of each"
          + " key, or, in their order per key, all there are. Reads, and pays for, the whole table."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./rewind scan orders --latest --limit 10 --data json",
      "  ./rewind scan orders --latest --segments 16 | gzip > orders-latest.jsonl.gz",
      "  ./rewind scan orders --history | wc -l"
    })
final class ScanCommand implements Callable<Integer> {

  private static final int MAX_SEGMENTS = 32;

  @ParentCommand private Rewind rewind;

  @Mixin private TableOptions options = new TableOptions();

  @Option(
      names = "--latest",
      description = "The latest record of each key, from STREAM-archive-latest")
  private boolean latest;

  @Option(names = "--history", description = "Every record, from STREAM-archive-all")
  private boolean history;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many records, whichever come first (default: all)")
  private Long limit;

  @Option(
      names = "--segments",
      paramLabel = "N",
      description = "Parts of the table that are read side by side (default: ${DEFAULT-VALUE})")
  private int segments = 4;

  @Option(
      names = "--consistent",
      description = {
        "See every write that was done before its part is read; costs twice the read capacity"
      })
  private boolean consistent;

  @Override
  public Integer call() throws IOException {
    AwsAccess aws = check();
    ArchiveTable kind = latest ? ArchiveTable.LATEST : ArchiveTable.HISTORY;
    StreamTable table = new StreamTable(options.stream(), kind);
    RecordPrinter printer =
        options.printer(table, aws, RecordLines.ofMany(rewind.out(), options.form()), limit);
    return TableReading.run(
        table,
        aws,
        "dynamodb:Scan",
        reader -> {
          new ParallelScan(reader, consistent, TableOptions.pageSize(limit)).run(segments, printer);
          System.err.println(printer.summary());
          return printer.isComplete() ? Rewind.DONE : Rewind.FAILED;
        });
  }

  private AwsAccess check() {
    Problems problems = new Problems();
    if (latest == history) {
      problems.add(
          "--latest or --history: give one of them, to say which table of the stream is scanned");
    }
    TableOptions.checkLimit(limit, problems);
    problems.require(
        segments >= 1 && segments <= MAX_SEGMENTS,
        "--segments",
        segments,
        "must be between 1 and " + MAX_SEGMENTS);
    AwsAccess aws = options.check(problems);
    problems.throwIfAny();
    return aws;
  }
}
