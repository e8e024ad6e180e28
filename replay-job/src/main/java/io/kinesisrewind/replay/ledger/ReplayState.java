package io.kinesisrewind.replay.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a replay stands. */
public enum ReplayState {
  @JsonProperty("running")
  RUNNING,
  /** Everything selected was delivered or accounted for otherwise. */
  @JsonProperty("completed")
  COMPLETED,
  /** Ended without; the status' message says why. */
  @JsonProperty("failed")
  FAILED
}
