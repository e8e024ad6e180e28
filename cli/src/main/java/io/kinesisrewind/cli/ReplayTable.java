package io.kinesisrewind.cli;

import io.kinesisrewind.replay.control.KnownReplay;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Replays one below the other, and below them what to do about those that need it. */
final class ReplayTable {

  private static final String ROW = "%-40s %-10s %-21s %15s %15s  %s%n";

  private final List<KnownReplay> replays = new ArrayList<>();

  void add(KnownReplay replay) {
    replays.add(replay);
  }

  void print(PrintStream out) {
    if (replays.isEmpty()) {
      out.println("no replays");
      return;
    }
    out.printf(ROW, "ID", "STATE", "STARTED", "READ", "DELIVERED", "TARGET");
    replays.forEach(replay -> row(replay, out));
    replays.stream()
        .filter(replay -> replay.state() == ReplayState.LOST)
        .forEach(replay -> out.println(ReplayDetails.lost(replay)));
  }

  private static void row(KnownReplay replay, PrintStream out) {
    ReplayStatus status = replay.status();
    Counts counts = status.counts();
    out.printf(
        Locale.ROOT,
        ROW,
        status.replayId(),
        replay.state(),
        status.startedAt().truncatedTo(ChronoUnit.SECONDS),
        String.format(Locale.ROOT, "%,d", counts.read),
        String.format(Locale.ROOT, "%,d", counts.delivered),
        status.target());
  }
}
