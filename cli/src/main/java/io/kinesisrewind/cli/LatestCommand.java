package io.kinesisrewind.cli;

import io.kinesisrewind.archive.tables.ArchiveTable;
import io.kinesisrewind.cli.tables.Complaints;
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

/** {@code ./rewind latest}: the latest record of a key. */
@Command(
    name = "latest",
    description = {
      "Print the latest record of a partition key, from the DynamoDB table STREAM-archive-latest."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code 1 where the table has no record of the key.",
      "",
      "Examples:",
      "  ./rewind latest orders --key customer-42",
      "  ./rewind latest orders --key customer-42 --data raw > customer-42.bin",
      "  ./rewind latest orders --key customer-42 --data json | jq .data.total"
    })
final class LatestCommand implements Callable<Integer> {

  @ParentCommand private Rewind rewind;

  @Mixin private TableOptions options = new TableOptions();

  @Option(names = "--key", paramLabel = "KEY", required = true, description = "The partition key")
  private String key;

  @Override
  public Integer call() throws IOException {
    Problems problems = new Problems();
    TableOptions.checkKey(key, problems);
    AwsAccess aws = options.check(problems);
    problems.throwIfAny();
    StreamTable table = new StreamTable(options.stream(), ArchiveTable.LATEST);
    RecordPrinter printer =
        options.printer(table, aws, RecordLines.ofOne(rewind.out(), options.form()), 1L);
    return TableReading.run(
        table,
        aws,
        "dynamodb:GetItem",
        reader -> {
          reader.latest(key, printer);
          return report(printer, table);
        });
  }

  private int report(RecordPrinter printer, StreamTable table) {
    if (printer.isEmpty() && printer.isComplete()) {
      System.err.println(
          "rewind: no record of key " + Complaints.quoted(key) + " in " + table.name());
      return Rewind.FAILED;
    }
    return printer.isComplete() ? Rewind.DONE : Rewind.FAILED;
  }
}
