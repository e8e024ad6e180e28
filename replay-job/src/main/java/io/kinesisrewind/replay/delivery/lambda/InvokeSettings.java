package io.kinesisrewind.replay.delivery.lambda;

import io.kinesisrewind.replay.delivery.Backoff;
import java.io.Serializable;
import java.time.Duration;

/** How a function is invoked; the words are those of event source mappings. */
public final class InvokeSettings implements Serializable {

  /** Of the retries: as often as it takes. */
  public static final int FOR_EVER = RetryRules.FOR_EVER;

  private static final long serialVersionUID = 1L;
  private static final Duration LINGER = Duration.ofMillis(100);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

  private final int batchSize;
  private final int parallelizationFactor;
  private final int invocations;
  private final RetryRules rules;
  private final Answers answers;
  private final Duration timeout;
  private final Duration linger;
  private final Backoff backoff;

  private InvokeSettings(Builder builder) {
    this.batchSize = builder.batchSize;
    this.parallelizationFactor = builder.parallelizationFactor;
    this.invocations = builder.invocations;
    this.rules = new RetryRules(builder.retries, builder.bisect);
    this.answers = new Answers(builder.ignoreResponse);
    this.timeout = builder.timeout;
    this.linger = builder.linger;
    this.backoff = builder.backoff;
  }

  public static Builder builder() {
    return new Builder();
  }

  int batchSize() {
    return batchSize;
  }

  int parallelizationFactor() {
    return parallelizationFactor;
  }

  int invocations() {
    return invocations;
  }

  RetryRules rules() {
    return rules;
  }

  Answers answers() {
    return answers;
  }

  Duration timeout() {
    return timeout;
  }

  /** How long a record waits for others to share its batch. */
  Duration linger() {
    return linger;
  }

  Backoff backoff() {
    return backoff;
  }

  /** Begins with the defaults. */
  public static final class Builder {

    private int batchSize = 100;
    private int parallelizationFactor = 1;
    private int invocations = 100;
    private int retries = 3;
    private boolean bisect;
    private boolean ignoreResponse;
    private Duration timeout = Duration.ofMinutes(16);
    private Duration linger = LINGER;
    private Backoff backoff = BACKOFF;

    private Builder() {}

    /** The most records of a batch. */
    public Builder batchSize(int records) {
      batchSize = records;
      return this;
    }

    /** Batches of a shard under way at a time. */
    public Builder parallelizationFactor(int batches) {
      parallelizationFactor = batches;
      return this;
    }

    /** Invocations under way at a time, over all shards. */
    public Builder invocations(int most) {
      invocations = most;
      return this;
    }

    /** After a first attempt that failed, or {@link #FOR_EVER}. */
    public Builder retries(int attempts) {
      retries = attempts;
      return this;
    }

    /** Whether a batch that failed is halved. */
    public Builder bisectOnError(boolean halve) {
      bisect = halve;
      return this;
    }

    /** Whether what the function returns is of no matter. */
    public Builder ignoreResponse(boolean ignore) {
      ignoreResponse = ignore;
      return this;
    }

    /** How long to wait for a response. */
    public Builder timeout(Duration most) {
      timeout = most;
      return this;
    }

    Builder linger(Duration wait) {
      linger = wait;
      return this;
    }

    Builder backoff(Backoff waits) {
      backoff = waits;
      return this;
    }

    public InvokeSettings build() {
      return new InvokeSettings(this);
    }
  }
}
