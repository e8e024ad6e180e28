package io.kinesisrewind.cli.tables;

import io.kinesisrewind.cli.tables.TableReader.Pages;
import io.kinesisrewind.replay.source.latest.BrokenItemException;
import io.kinesisrewind.replay.source.latest.TableItem;
import io.kinesisrewind.schemas.LatestTable;
import io.kinesisrewind.schemas.Position;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Prints the records of items as they come, up to a limit, and counts. What no archive job can have
 * written, or whose data cannot be had, is told on standard error, and the rest goes on.
 *
 * <p>Several threads may hand in pages; one at a time prints.
 */
public final class RecordPrinter implements Pages {

  private static final Duration TELL = Duration.ofSeconds(10);

  private final StreamTable table;
  private final RecordLines lines;
  private final Optional<LeftOutData> archive;
  private final long limit;
  private final PrintStream err;
  private final Complaints complaints;
  private final Instant now = Instant.now();
  private final Tally tally = new Tally();
  private long told = System.nanoTime();
  private Position last;

  /**
   * @param archive where data is looked up that was too large for its item; empty not to do that
   * @param limit most records to print
   * @param err for the user's eyes
   */
  public RecordPrinter(
      StreamTable table,
      RecordLines lines,
      Optional<ArchiveLookup> archive,
      long limit,
      PrintStream err) {
    this.table = table;
    this.lines = lines;
    this.archive = archive.map(LeftOutData::new);
    this.limit = limit;
    this.err = err;
    this.complaints = new Complaints(table, err);
  }

  @Override
  public synchronized boolean accept(List<Map<String, AttributeValue>> items) throws IOException {
    for (Map<String, AttributeValue> item : items) {
      if (isFull()) {
        break;
      }
      try {
        print(item);
      } catch (BrokenItemException e) {
        tally.broken++;
        complaints.about(item, "is not one of an archive job: " + e.getMessage());
      }
    }
    lines.flush();
    tellProgress();
    return !isFull();
  }

  /** Whether the limit is reached; there may be more then. */
  public boolean isFull() {
    return tally.printed >= limit;
  }

  public boolean isEmpty() {
    return tally.printed == 0;
  }

  /** Whether everything there is was printed in full, up to the limit. */
  public boolean isComplete() {
    return tally.isComplete();
  }

  /** Of the record printed last. */
  public Optional<Position> last() {
    return Optional.ofNullable(last);
  }

  /** How many were printed, and what else there was to say. */
  public String summary() {
    return tally.describe(table);
  }

  private void print(Map<String, AttributeValue> attributes)
      throws BrokenItemException, IOException {
    if (!TableItem.isLive(attributes, now)) {
      tally.expired++;
      return;
    }
    if (LatestTable.isDeleted(attributes)) {
      tally.deleted++;
      return;
    }
    TableItem item = TableItem.of(table.stream(), attributes);
    if (item.hasData()) {
      lines.write(item.record());
    } else if (archive.isPresent() && item.archiveLocation().isPresent()) {
      printFromArchive(item, attributes);
    } else {
      printWithoutData(item, attributes);
    }
    tally.printed++;
    last = Position.of(item.record());
  }

  private void printWithoutData(TableItem item, Map<String, AttributeValue> attributes)
      throws IOException {
    tally.withoutData++;
    if (!lines.writeWithoutData(item.record(), item.archiveLocation())) {
      tally.unseen++;
      String where = item.archiveLocation().orElse("nowhere, as it is not archived");
      complaints.about(attributes, "is without data, which is too large for DynamoDB: " + where);
    }
  }

  private void printFromArchive(TableItem item, Map<String, AttributeValue> attributes)
      throws IOException {
    LeftOutData.Result result = archive.orElseThrow().of(item);
    if (result.record().isPresent()) {
      tally.fetched++;
      lines.write(result.record().get());
    } else {
      tally.notFetched++;
      complaints.about(attributes, "has its data in the archive: " + result.problem());
      lines.writeWithoutData(item.record(), item.archiveLocation());
    }
  }

  private void tellProgress() {
    if (System.nanoTime() - told >= TELL.toNanos()) {
      told = System.nanoTime();
      err.printf("  %,d records so far%n", tally.printed);
    }
  }
}
