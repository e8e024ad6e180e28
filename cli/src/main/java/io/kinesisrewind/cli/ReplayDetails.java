package io.kinesisrewind.cli;

import io.kinesisrewind.replay.control.KnownReplay;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** All about one replay, line by line. */
final class ReplayDetails {

  private ReplayDetails() {}

  static List<String> of(KnownReplay replay) {
    ReplayStatus status = replay.status();
    List<String> lines = new ArrayList<>();
    lines.add("replay      " + status.replayId());
    lines.add("state       " + replay.state());
    status.message().ifPresent(message -> lines.add("because     " + message));
    lines.add("stream      " + status.stream());
    lines.add("target      " + status.target());
    lines.add("started     " + status.startedAt());
    lines.add("updated     " + replay.lastSignOfLife());
    status.finishedAt().ifPresent(time -> lines.add("finished    " + time));
    lines.add("to read     " + status.plan());
    status.progress().ifPresent(progress -> lines.add("progress    " + progress));
    status.eventTime().ifPresent(time -> lines.add("delivered   up to arrival " + time));
    lines.add("account     " + status.counts());
    status.options().forEach((name, value) -> lines.add("--" + name + " " + value));
    status
        .execution()
        .ifPresent(
            execution -> {
              execution.arguments().forEach(argument -> lines.add("given       " + argument));
              lines.add("parallelism " + execution.parallelism());
              execution.checkpointFolders().forEach(folder -> lines.add("checkpoints " + folder));
            });
    if (replay.state() == ReplayState.LOST) {
      lines.add(lost(replay));
    }
    return lines;
  }

  static String lost(KnownReplay replay) {
    String id = replay.status().replayId();
    return id
        + " is lost: no sign of life since "
        + replay.lastSignOfLife().truncatedTo(ChronoUnit.SECONDS)
        + "; go on with it: replay --resume "
        + id;
  }
}
