package io.kinesisrewind.cli;

import io.kinesisrewind.archive.tables.ArchiveTable;
import io.kinesisrewind.cli.tables.Complaints;
import io.kinesisrewind.cli.tables.PositionRange;
import io.kinesisrewind.cli.tables.RecordLines;
import io.kinesisrewind.cli.tables.RecordPrinter;
import io.kinesisrewind.cli.tables.StreamTable;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.schemas.Position;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ./rewind history}: all records of a key. */
@Command(
    name = "history",
    description = {
      "Print the records of a partition key by position, lowest first, from the DynamoDB table"
          + " STREAM-archive-all."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code 1 where the table has no such record.",
      "",
      "Examples:",
      "  ./rewind history orders --key customer-42 > customer-42.jsonl",
      "  ./rewind history orders --key customer-42 --limit 100",
      "  ./rewind history orders --key customer-42 --limit 100 --after-sequence 4957...:0",
      "  ./rewind history orders --key customer-42 --data raw | jq .total"
    })
final class HistoryCommand implements Callable<Integer> {

  @ParentCommand private Rewind rewind;

  @Mixin private TableOptions options = new TableOptions();

  @Option(names = "--key", paramLabel = "KEY", required = true, description = "The partition key")
  private String key;

  @Option(
      names = "--after-sequence",
      paramLabel = "N[:SUB]",
      description = {
        "Only what follows this sequence number; :SUB for a record inside a KPL aggregate (default:"
            + " from the first one on)"
      })
  private String afterSequence;

  @Option(
      names = "--to-sequence",
      paramLabel = "N[:SUB]",
      description = "Only up to and including this sequence number (default: to the last one)")
  private String toSequence;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many records (default: all)")
  private Long limit;

  @Override
  public Integer call() throws IOException {
    Problems problems = new Problems();
    TableOptions.checkKey(key, problems);
    TableOptions.checkLimit(limit, problems);
    PositionRange range = range(problems);
    AwsAccess aws = options.check(problems);
    problems.throwIfAny();
    StreamTable table = new StreamTable(options.stream(), ArchiveTable.HISTORY);
    RecordPrinter printer =
        options.printer(table, aws, RecordLines.ofMany(rewind.out(), options.form()), limit);
    return TableReading.run(
        table,
        aws,
        "dynamodb:Query",
        reader -> {
          reader.history(key, range, TableOptions.pageSize(limit), printer);
          return report(printer, table);
        });
  }

  private PositionRange range(Problems problems) {
    Position after = position("--after-sequence", afterSequence, problems);
    Position to = position("--to-sequence", toSequence, problems);
    PositionRange range = PositionRange.between(after, to);
    problems.require(
        !range.isEmpty(),
        "--to-sequence",
        toSequence,
        "is not above --after-sequence " + afterSequence + "; the range would be empty");
    return range;
  }

  private static Position position(String option, String text, Problems problems) {
    try {
      return text == null ? null : PositionRange.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add(option, text, e.getMessage());
      return null;
    }
  }

  private int report(RecordPrinter printer, StreamTable table) {
    if (printer.isEmpty() && printer.isComplete()) {
      System.err.println(
          "rewind: no record of key "
              + Complaints.quoted(key)
              + (afterSequence == null && toSequence == null ? "" : " in this range")
              + " in "
              + table.name());
      return Rewind.FAILED;
    }
    System.err.println(printer.summary());
    if (printer.isFull()) {
      printer
          .last()
          .ifPresent(
              last ->
                  System.err.println(
                      "there may be more: --after-sequence "
                          + last.sequenceNumber()
                          + ":"
                          + last.subSequenceNumber()));
    }
    return printer.isComplete() ? Rewind.DONE : Rewind.FAILED;
  }
}
