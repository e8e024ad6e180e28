package io.kinesisrewind.schemas.guard;

/** What to do with a record that has arrived. */
public enum Decision {
  /** Apply the record, and save {@link GuardState#after} together with what it changed. */
  APPLY,

  /** Leave it out: this very record has been applied. */
  DUPLICATE,

  /** Leave it out: a record that ranks above it has been applied. */
  STALE;

  public boolean applies() {
    return this == APPLY;
  }
}
