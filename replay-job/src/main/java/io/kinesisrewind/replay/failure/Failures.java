package io.kinesisrewind.replay.failure;

import io.kinesisrewind.replay.ledger.Claim;
import io.kinesisrewind.replay.plan.SequenceRanges;
import io.kinesisrewind.runtime.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The failed batches of one stream that messages tell of, and which messages were left out. */
public final class Failures {

  static final String OPTION = "--from-failure";

  private final String streamName;
  private final List<FailedBatch> batches;
  private final List<String> leftOut;
  private final Claim claim;

  private Failures(
      String streamName, List<FailedBatch> batches, List<String> leftOut, Claim claim) {
    this.streamName = streamName;
    this.batches = List.copyOf(batches);
    this.leftOut = List.copyOf(leftOut);
    this.claim = claim;
  }

  /**
   * @param place where the messages were, as the user wrote it
   * @param stream the one that is wanted; null for the one that all of them are of
   * @param leftOut messages that were not understood, with the reason
   * @param problems takes why there is nothing to replay
   */
  static Optional<Failures> choose(
      String place,
      String stream,
      List<FailedBatch> batches,
      List<String> leftOut,
      Problems problems) {
    SortedSet<String> streams =
        batches.stream()
            .map(FailedBatch::streamName)
            .collect(Collectors.toCollection(TreeSet::new));
    if (streams.isEmpty()) {
      String first = leftOut.isEmpty() ? "" : "; " + leftOut.get(0);
      problems.add(OPTION, place, "holds no message about a failed batch of Kinesis" + first);
    } else if (stream == null && streams.size() > 1) {
      problems.add(
          OPTION, place, "tells of several streams, " + streams + "; choose one with --stream");
    } else if (stream != null && !streams.contains(stream)) {
      problems.add("--stream", stream, "is none of those of which " + place + " tells, " + streams);
    } else {
      return Optional.of(ofStream(stream == null ? streams.first() : stream, batches, leftOut));
    }
    return Optional.empty();
  }

  private static Failures ofStream(String stream, List<FailedBatch> batches, List<String> leftOut) {
    List<FailedBatch> chosen = new ArrayList<>();
    List<String> others = new ArrayList<>(leftOut);
    for (FailedBatch batch : batches) {
      if (batch.streamName().equals(stream)) {
        chosen.add(batch);
      } else {
        others.add(batch.origin() + " is about stream " + batch.streamName());
      }
    }
    return new Failures(stream, chosen, others, Claim.none());
  }

  Failures claimedBy(Claim claim) {
    return new Failures(streamName, batches, leftOut, claim);
  }

  /** The messages, where they are in a queue. */
  public Claim claim() {
    return claim;
  }

  public String streamName() {
    return streamName;
  }

  /** At least one. */
  public List<FailedBatch> batches() {
    return batches;
  }

  /** Messages that nothing is replayed of, and why, for the user. */
  public List<String> leftOut() {
    return leftOut;
  }

  public SequenceRanges ranges() {
    return SequenceRanges.of(batches.stream().map(FailedBatch::range).collect(Collectors.toList()));
  }
}
