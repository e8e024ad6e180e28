package io.kinesisrewind.replay.control;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.ledger.StatusFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A replay as it is found from outside. */
public final class KnownReplay {

  private final StatusFile file;
  private final ReplayStatus status;
  private final Optional<SignOfLife> life;
  private final Instant now;

  KnownReplay(StatusFile file, ReplayStatus status, Optional<SignOfLife> life, Instant now) {
    this.file = file;
    this.status = status;
    this.life = life;
    this.now = now;
  }

  /** Empty where there is none of this id. */
  public static Optional<KnownReplay> find(StatusFile file) throws IOException {
    // First the sign of life: what ends in between has a final status by the time that one is read.
    Optional<SignOfLife> life = SignOfLife.read(file.heartbeat());
    Instant now = Instant.now();
    return file.read().map(status -> new KnownReplay(file, status, life, now));
  }

  public StatusFile file() {
    return file;
  }

  public ReplayStatus status() {
    return status;
  }

  /** What the status says, unless it has outlived its job. */
  public ReplayState state() {
    boolean silent = life.map(SignOfLife::isEnd).orElse(false);
    boolean runs = status.state() == ReplayState.RUNNING;
    return runs && (silent || silence().compareTo(SignOfLife.PATIENCE) > 0)
        ? ReplayState.LOST
        : status.state();
  }

  /** When the replay was last known to be at work. */
  public Instant lastSignOfLife() {
    return life.map(SignOfLife::at)
        .filter(at -> at.isAfter(status.updatedAt()))
        .orElse(status.updatedAt());
  }

  Duration silence() {
    return Duration.between(lastSignOfLife(), now);
  }

  /** Whether this execution is the one that was last at work on it. */
  boolean isRun(String run) {
    return life.map(sign -> sign.isOf(run)).orElse(false);
  }
}
