package io.kinesisrewind.replay.failure;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.plan.SequenceRange;
import io.kinesisrewind.replay.source.archive.reader.ArchivedSequences;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;

/**
 * How much of failed batches an archive holds. Fewer records than a batch had are missing. More are
 * none of the batch's, and no harm: a filter of the event source mapping had left them out.
 */
public final class ArchivedBatches {

  private static final int MOST_NAMED = 10;

  private final Failures failures;
  private final List<String> missing = new ArrayList<>();
  private final List<String> more = new ArrayList<>();
  private long expected;
  private long found;

  private ArchivedBatches(Failures failures) {
    this.failures = failures;
  }

  /**
   * @throws ReplayFailedException where records are missing and that is not allowed
   */
  public static ArchivedBatches find(Path archive, Failures failures, boolean allowMissing)
      throws IOException {
    ArchivedSequences sequences =
        ArchivedSequences.find(archive, failures.streamName(), failures.ranges());
    ArchivedBatches batches = new ArchivedBatches(failures);
    failures.batches().forEach(batch -> batches.compare(batch, sequences));
    if (!batches.missing.isEmpty() && !allowMissing) {
      throw new ReplayFailedException(
          "The archive does not hold all records of the failed batches; nothing has been replayed:"
              + list(batches.missing)
              + "\nThe archive job may be behind: try again later. Records that came through a"
              + " replay are not archived. --allow-missing replays what is there");
    }
    return batches;
  }

  /** What the user should know. */
  public List<String> remarks() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "failed    %,d batches of %,d records; the archive has %,d",
            failures.batches().size(), expected, found));
    add("missing   ", missing, lines);
    add("more      ", more, lines);
    add("left out  ", failures.leftOut(), lines);
    return lines;
  }

  private void compare(FailedBatch batch, ArchivedSequences sequences) {
    SequenceRange range = batch.range();
    int count = sequences.count(range.shardId(), range.first(), range.last());
    expected += batch.size();
    found += count;
    if (count < batch.size()) {
      missing.add(batch + ": " + count + " of " + batch.size() + " records");
    } else if (count > batch.size()) {
      more.add(
          batch
              + ": "
              + count
              + " records, the batch had "
              + batch.size()
              + "; those that a filter had kept from the function are replayed too");
    }
  }

  private static void add(String label, List<String> what, List<String> lines) {
    what.stream().limit(MOST_NAMED).forEach(each -> lines.add(label + each));
    if (what.size() > MOST_NAMED) {
      lines.add(label + "and " + (what.size() - MOST_NAMED) + " more");
    }
  }

  private static String list(List<String> what) {
    return what.stream().limit(MOST_NAMED).map(each -> "\n  " + each).collect(Collectors.joining())
        + (what.size() > MOST_NAMED ? "\n  and " + (what.size() - MOST_NAMED) + " more" : "");
  }
}
