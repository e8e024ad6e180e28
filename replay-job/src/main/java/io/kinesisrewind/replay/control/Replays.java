package io.kinesisrewind.replay.control;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.runtime.UsageException;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/** The replays whose accounts are in one folder. */
public final class Replays {

  private Replays() {}

  /**
   * @throws UsageException where there is none of this id
   */
  public static KnownReplay get(Path replays, String id) throws IOException {
    return KnownReplay.find(StatusFile.in(replays, id))
        .orElseThrow(
            () ->
                new UsageException(
                    id
                        + ": "
                        + replays
                        + " has no replay of this id; ./rewind replays lists them"));
  }

  /**
   * Asks a running replay to end; its job notices within seconds.
   *
   * @throws UsageException where nothing runs that could end
   */
  public static void requestCancel(KnownReplay replay) throws IOException {
    ReplayState state = replay.state();
    String id = replay.file().replayId();
    if (state == ReplayState.LOST) {
      throw new UsageException(
          id
              + ": is lost, without a sign of life since "
              + replay.lastSignOfLife()
              + ": there is nothing to cancel; replay --resume "
              + id
              + " goes on with it");
    }
    if (state != ReplayState.RUNNING) {
      throw new UsageException(id + ": is " + state + " already; there is nothing to cancel");
    }
    replay.file().cancelRequest().write("");
  }

  /**
   * Why a new replay cannot have the id of this one, as the end of a sentence with its remedy.
   *
   * @param run the execution that asks: a job's main may be run again while the job goes on
   */
  public static Optional<String> whyTaken(StatusFile file, String run) throws IOException {
    Optional<KnownReplay> known = KnownReplay.find(file);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    KnownReplay replay = known.get();
    if (replay.state() == ReplayState.COMPLETED) {
      return Optional.of("is taken: " + file.path() + " is its account; choose another");
    }
    if (replay.isRun(run)) {
      return Optional.empty();
    }
    return Optional.of(
        replay.state() == ReplayState.RUNNING
            ? "is taken by a replay that runs; choose another"
            : "is taken by a replay that is "
                + replay.state()
                + "; go on with that one by --resume "
                + file.replayId()
                + ", or choose another");
  }
}
