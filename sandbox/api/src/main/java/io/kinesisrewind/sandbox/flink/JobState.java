package io.kinesisrewind.sandbox.flink;

/** The state of a job, as Flink's REST API names it. */
public enum JobState {
  INITIALIZING,
  CREATED,
  RUNNING,
  FAILING,
  FAILED,
  CANCELLING,
  CANCELED,
  FINISHED,
  RESTARTING,
  SUSPENDED,
  RECONCILING;

  /** Whether the job can no longer leave it. */
  public boolean isTerminal() {
    return this == FAILED || this == CANCELED || this == FINISHED;
  }
}
