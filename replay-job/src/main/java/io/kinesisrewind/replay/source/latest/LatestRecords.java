package io.kinesisrewind.replay.source.latest;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.archive.reader.ArchivedRecords;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.LatestTable;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Makes records of items again. Of an item whose key is deleted, or whose time to live is over,
 * there is none. Data too large for its item comes from the archive.
 */
final class LatestRecords {

  private final LatestReading reading;

  LatestRecords(LatestReading reading) {
    this.reading = reading;
  }

  /**
   * @throws ReplayFailedException where no archive job has written the item
   */
  LatestRead of(Map<String, AttributeValue> item) throws IOException {
    String key = LatestPages.keyOf(item);
    try {
      if (LatestTable.isDeleted(item) || !TableItem.isLive(item, Instant.now())) {
        return new LatestRead(key, null);
      }
      return new LatestRead(key, candidate(TableItem.of(reading.selection().streamName(), item)));
    } catch (BrokenItemException e) {
      throw new ReplayFailedException(
          "The item of "
              + reading.table()
              + " with the key '"
              + new String(JsonStringEncoder.getInstance().quoteAsString(key))
              + "' is not one of an archive job: "
              + e.getMessage()
              + "; remove it, or leave the key out with --exclude-keys",
          e);
    }
  }

  private Candidate candidate(TableItem item) throws IOException {
    if (item.hasData() || !reading.selection().matches(item.record())) {
      return new Candidate(item.record(), 0);
    }
    Optional<ArchivedRecord> whole =
        reading.archive() == null
            ? Optional.empty()
            : ArchivedRecords.find(reading.archive(), item.record());
    Candidate candidate = new Candidate(whole.orElseGet(item::record), 0);
    if (whole.isEmpty()) {
      candidate.setProblem(
          "its data was too large for the table, and "
              + (reading.archive() == null
                  ? "only an archive, which --archive names, could have it"
                  : "it is not (yet) in " + reading.archive()));
    }
    return candidate;
  }
}
