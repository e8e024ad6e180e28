package io.kinesisrewind.sandbox.faults;

/** A rule at work in a proxy: can be switched off and on, and knows what it has done. */
public final class Injection {
  private final FaultRule rule;
  private boolean on = true;
  private long seen;
  private long injected;

  Injection(FaultRule rule) {
    this.rule = rule;
  }

  /** How many requests the fault has happened to, counted when it begins. */
  public synchronized long injected() {
    return injected;
  }

  /** Whether it has happened as often as it may. */
  public synchronized boolean isSpent() {
    return injected == rule.limit();
  }

  /** From now on no request is hit. */
  public synchronized void switchOff() {
    on = false;
  }

  /** As it is from the start. */
  public synchronized void switchOn() {
    on = true;
  }

  @Override
  public synchronized String toString() {
    return rule.fault() + " on " + rule.operations() + ": " + injected;
  }

  Fault fault() {
    return rule.fault();
  }

  /** Whether this request is to be hit; it is counted then. */
  synchronized boolean takes(Call call) {
    if (!on || isSpent() || !rule.isAbout(call)) {
      return false;
    }
    if (++seen <= rule.skipped() || call.random().nextDouble() >= rule.probability()) {
      return false;
    }
    injected++;
    return true;
  }
}
