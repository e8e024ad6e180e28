package io.kinesisrewind.replay.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where a replay stands. */
public enum ReplayState {
  @JsonProperty("running")
  RUNNING,
  /** Everything selected was delivered or accounted for otherwise. */
  @JsonProperty("completed")
  COMPLETED,
  /** Ended without; the status' message says why. */
  @JsonProperty("failed")
  FAILED,
  /** Ended because somebody wanted it to. */
  @JsonProperty("cancelled")
  CANCELLED,
  /** Said to be running, but nothing has been heard of it. In no status object: found out. */
  @JsonProperty("lost")
  LOST;

  /** As it stands in the status object. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
