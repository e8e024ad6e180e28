package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.source.SourceSpec;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.runtime.TimeBound;
import java.time.Instant;
import java.util.Optional;

/** The bounds on arrival times. */
final class TimeBounds {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final FromBound from;
  private final TimeBound to;

  /**
   * @param to null unless given
   */
  TimeBounds(FromBound from, TimeBound to) {
    this.from = from;
    this.to = to;
  }

  void check(SourceSpec source, Problems problems) {
    checkYear("--from", from, from.instant(), problems);
    checkYear("--to", to, Optional.ofNullable(to).map(TimeBound::instant), problems);
    if (from.instant().isPresent() && to != null) {
      problems.require(
          from.instant().get().isBefore(to.instant()),
          "--to",
          to,
          "is not after --from " + from + "; the range would be empty");
    }
    if (source.kind() == SourceSpec.Kind.STREAM) {
      problems.require(
          !from.isLatest() || endsInTheFuture(),
          "--from",
          from,
          "begins now, and has to end at a time to come; say when, for instance with --to"
              + " now+10min");
    } else {
      checkPast(source, problems);
    }
  }

  private boolean endsInTheFuture() {
    return to != null && to.instant().isAfter(Instant.now());
  }

  /**
   * Only a stream has a future. What is recorded ends before a time to come, whichever; of both,
   * one could expect more than that.
   */
  private void checkPast(SourceSpec source, Problems problems) {
    problems.require(
        !from.isLatest(),
        "--from",
        from,
        "only --source stream has what is still to come; --source " + source + " needs a time");
    problems.require(
        source.kind() != SourceSpec.Kind.BOTH || !endsInTheFuture(),
        "--to",
        to,
        "lies in the future, and only --source stream waits for it; leave --to out to replay all"
            + " that there is");
  }

  private static void checkYear(
      String option, Object given, Optional<Instant> time, Problems problems) {
    problems.require(
        time.isEmpty() || (time.get().isAfter(EARLIEST) && time.get().isBefore(LATEST)),
        option,
        given,
        "is not a time an archive can hold; leave " + option + " out for no bound");
  }
}
