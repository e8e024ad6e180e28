package io.kinesisrewind.replay.ledger;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.kinesisrewind.replay.plan.PlanTotals;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a replay tells the world about itself while it runs and afterwards. Immutable; as JSON with
 * snake_case members in {@link StatusFile}. Times are ISO-8601, UTC.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class ReplayStatus implements Cloneable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private String replayId;
  private ReplayState state;
  private String stream;
  private String target;
  private Map<String, String> options;
  private PlanTotals plan;
  private Counts counts;
  private String eventTime;
  private String startedAt;
  private String updatedAt;
  private String finishedAt;
  private String message;
  private ProgressReport progress;
  private Execution execution;

  private ReplayStatus() {}

  /**
   * A replay that is about to start.
   *
   * @param options as given, by long name; no secrets among them
   */
  public static ReplayStatus started(
      String replayId, String stream, String target, Map<String, String> options, PlanTotals plan) {
    ReplayStatus status = new ReplayStatus();
    status.replayId = replayId;
    status.state = ReplayState.RUNNING;
    status.stream = stream;
    status.target = target;
    status.options = new TreeMap<>(options);
    status.plan = plan;
    status.counts = new Counts();
    status.startedAt = Instant.now().toString();
    status.updatedAt = status.startedAt;
    return status;
  }

  /** As it starts, with what it takes to go on with it later. */
  public ReplayStatus executedAs(Execution how) {
    ReplayStatus next = updated();
    next.execution = how;
    return next;
  }

  /** The same replay, about to go on. */
  public ReplayStatus resumed() {
    return running();
  }

  /** The inverse of {@link #toJson}. */
  public static ReplayStatus fromJson(String json) throws JsonProcessingException {
    return JSON.readValue(json, ReplayStatus.class);
  }

  public String toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e); // texts and numbers
    }
  }

  /**
   * @param eventTime up to which arrival everything is delivered; null where nothing is known
   */
  ReplayStatus progressed(Counts counts, Instant eventTime) {
    ReplayStatus next = running();
    next.counts = counts.copy();
    next.eventTime = eventTime == null ? this.eventTime : eventTime.toString();
    return next;
  }

  ReplayStatus at(ProgressReport now) {
    ReplayStatus next = updated();
    next.progress = now;
    return next;
  }

  ReplayStatus checkpointed(long checkpoint) {
    ReplayStatus next = updated();
    next.execution = execution == null ? null : execution.checkpointed(checkpoint);
    return next;
  }

  /** A Flink job has begun to work on it. */
  ReplayStatus by(String job) {
    ReplayStatus next = running();
    next.execution = execution == null ? null : execution.by(job);
    return next;
  }

  ReplayStatus completed() {
    ReplayStatus next = updated();
    next.state = ReplayState.COMPLETED;
    next.finishedAt = next.updatedAt;
    return next;
  }

  /** With something that a user has to know, though everything was delivered. */
  ReplayStatus remarked(String remark) {
    ReplayStatus next = updated();
    next.message = remark;
    return next;
  }

  /** Ended for a reason that a user can read. */
  public ReplayStatus failed(String reason) {
    return ended(ReplayState.FAILED, reason);
  }

  /**
   * @param reason who wanted it
   */
  public ReplayStatus cancelled(String reason) {
    return ended(ReplayState.CANCELLED, reason);
  }

  public String replayId() {
    return replayId;
  }

  public ReplayState state() {
    return state;
  }

  /** The archived stream. */
  public String stream() {
    return stream;
  }

  public String target() {
    return target;
  }

  public Map<String, String> options() {
    return options;
  }

  public PlanTotals plan() {
    return plan;
  }

  public Counts counts() {
    return counts;
  }

  /** Arrival up to which everything is delivered. */
  public Optional<Instant> eventTime() {
    return Optional.ofNullable(eventTime).map(Instant::parse);
  }

  public Instant startedAt() {
    return Instant.parse(startedAt);
  }

  public Instant updatedAt() {
    return Instant.parse(updatedAt);
  }

  public Optional<Instant> finishedAt() {
    return Optional.ofNullable(finishedAt).map(Instant::parse);
  }

  /** Why it failed or was cancelled, or what else there is to know. */
  public Optional<String> message() {
    return Optional.ofNullable(message);
  }

  /** Empty until something has been read. */
  public Optional<ProgressReport> progress() {
    return Optional.ofNullable(progress);
  }

  /** Empty where an earlier version has written the status. */
  public Optional<Execution> execution() {
    return Optional.ofNullable(execution);
  }

  private ReplayStatus running() {
    ReplayStatus next = updated();
    next.state = ReplayState.RUNNING;
    next.finishedAt = null;
    next.message = null;
    return next;
  }

  private ReplayStatus ended(ReplayState how, String reason) {
    ReplayStatus next = updated();
    next.state = how;
    next.finishedAt = next.updatedAt;
    next.message = reason;
    return next;
  }

  private ReplayStatus updated() {
    try {
      ReplayStatus next = (ReplayStatus) clone();
      next.updatedAt = Instant.now().toString();
      return next;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
