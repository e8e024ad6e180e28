package io.kinesisrewind.sandbox.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kinesisrewind.sandbox.SandboxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A job on a {@link FlinkCluster}. The methods named {@code await} wait generously and throw a
 * {@link SandboxException} with the job's own exceptions when what they wait for cannot come.
 */
public final class FlinkJob {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Set<String> UP = Set.of("RUNNING", "FINISHED");

  private final FlinkRest rest;
  private final String id;

  FlinkJob(FlinkRest rest, String id) {
    this.rest = rest;
    this.id = id;
  }

  public String id() {
    return id;
  }

  public JobState state() {
    return JobState.valueOf(get("").path("state").asText());
  }

  /** Waits until the job is in one of these states, and returns which. */
  public JobState awaitState(JobState... wanted) {
    List<JobState> any = Arrays.asList(wanted);
    Awaiting.until(() -> reached(any), PATIENCE, () -> "Job " + id + " did not come to " + any);
    return state();
  }

  /** Waits until every task of the job runs (or has finished its part already). */
  public void awaitRunning() {
    Awaiting.until(this::isUp, PATIENCE, () -> "The tasks of job " + id + " did not all run");
  }

  /**
   * Waits for a checkpoint that was triggered after this call: it holds whatever the job had taken
   * in by then.
   */
  public void awaitCheckpoint() {
    long now = System.currentTimeMillis();
    Awaiting.until(
        () -> {
          requireNotEnded(List.of());
          return latestCompleted().path("trigger_timestamp").asLong() > now;
        },
        PATIENCE,
        () -> "Job " + id + " completed no checkpoint");
  }

  /** How many checkpoints the job has completed; savepoints count. */
  public long completedCheckpoints() {
    return get("/checkpoints").path("counts").path("completed").asLong();
  }

  /** The path of the latest completed checkpoint, to restore from. */
  public Optional<String> latestCheckpoint() {
    JsonNode path = latestCompleted().path("external_path");
    return path.isTextual() ? Optional.of(path.asText()) : Optional.empty();
  }

  /** Stops the job with a savepoint in the cluster's own directory, and returns its path. */
  public String stopWithSavepoint() {
    return stop(FlinkRest.object());
  }

  /** Stops the job with a savepoint in a directory given with its scheme; returns its path. */
  public String stopWithSavepoint(String directory) {
    return stop(FlinkRest.object().put("targetDirectory", directory));
  }

  /**
   * When the job last began to restart; empty if it never has. A failure is over only once this has
   * changed and the job {@linkplain #awaitRunning runs} again: for a while after it, all still
   * seems well.
   */
  public Optional<Instant> lastRestart() {
    long time = get("").path("timestamps").path("RESTARTING").asLong();
    return time > 0 ? Optional.of(Instant.ofEpochMilli(time)) : Optional.empty();
  }

  /** Cancels the job and waits for its end. */
  public void cancel() {
    rest.patch(path("?mode=cancel"));
    Awaiting.until(
        () -> state().isTerminal(), PATIENCE, () -> "Job " + id + " did not end on cancellation");
  }

  /** The stack traces of what failed so far, the latest first; empty if nothing did. */
  public String exceptions() {
    StringBuilder text = new StringBuilder();
    for (JsonNode entry : get("/exceptions").path("exceptionHistory").path("entries")) {
      text.append(entry.path("stacktrace").asText()).append('\n');
    }
    return text.toString();
  }

  /** The values of the job's accumulators, by name. */
  public Map<String, String> accumulators() {
    Map<String, String> values = new LinkedHashMap<>();
    for (JsonNode accumulator : get("/accumulators").path("user-task-accumulators")) {
      values.put(accumulator.path("name").asText(), accumulator.path("value").asText());
    }
    return values;
  }

  private JsonNode latestCompleted() {
    return get("/checkpoints").path("latest").path("completed");
  }

  private String stop(ObjectNode request) {
    String trigger = rest.post(path("/stop"), request).path("request-id").asText();
    String savepoint = "/savepoints/" + trigger;
    Awaiting.until(
        () -> "COMPLETED".equals(get(savepoint).path("status").path("id").asText()),
        PATIENCE,
        () -> "Job " + id + " took no savepoint");
    JsonNode operation = get(savepoint).path("operation");
    if (!operation.path("location").isTextual()) {
      throw new SandboxException(
          "Job " + id + " took no savepoint: " + operation.path("failure-cause"));
    }
    awaitState(JobState.FINISHED);
    return operation.path("location").asText();
  }

  private boolean reached(List<JobState> wanted) {
    requireNotEnded(wanted);
    return wanted.contains(state());
  }

  private boolean isUp() {
    requireNotEnded(List.of(JobState.FINISHED));
    JsonNode vertices = get("").path("vertices");
    for (JsonNode vertex : vertices) {
      if (!UP.contains(vertex.path("status").asText())) {
        return false;
      }
    }
    return !vertices.isEmpty();
  }

  private void requireNotEnded(List<JobState> allowed) {
    JobState state = state();
    if (state.isTerminal() && !allowed.contains(state)) {
      throw new SandboxException("Job " + id + " is " + state + ":\n" + exceptions());
    }
  }

  private JsonNode get(String suffix) {
    return rest.get(path(suffix));
  }

  private String path(String suffix) {
    return "/jobs/" + id + suffix;
  }
}
