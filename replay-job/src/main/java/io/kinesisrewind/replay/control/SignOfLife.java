package io.kinesisrewind.replay.control;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.replay.ledger.TextObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the job manager last said of a replay's job. In an object of its own, so that the ledger and
 * the job manager do not write over each other.
 */
public final class SignOfLife {

  /** Between two of them. */
  public static final Duration PERIOD = Duration.ofSeconds(3);

  /** A job of which nothing was heard for so long is taken for dead; clocks may differ by some. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String run;
  private final Instant at;
  private final boolean ended;

  private SignOfLife(String run, Instant at, boolean ended) {
    this.run = run;
    this.at = at;
    this.ended = ended;
  }

  @JsonCreator
  static SignOfLife fromJson(
      @JsonProperty("run") String run,
      @JsonProperty("at") String at,
      @JsonProperty("ended") boolean ended) {
    return new SignOfLife(run, Instant.parse(at), ended);
  }

  /**
   * @param run names one execution: a replay that is resumed has several
   */
  public static SignOfLife of(String run) {
    return new SignOfLife(run, Instant.now(), false);
  }

  /** Empty where there is none. */
  public static Optional<SignOfLife> read(TextObject object) throws IOException {
    try {
      return object.read(json -> JSON.readValue(json, SignOfLife.class));
    } catch (JsonProcessingException e) {
      throw new IOException(object.path() + " is not a sign of life: " + e.getMessage(), e);
    }
  }

  public void write(TextObject object) throws IOException {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("run", run);
    fields.put("at", at.toString());
    fields.put("ended", ended);
    object.write(JSON.writeValueAsString(fields));
  }

  /** The last one. */
  SignOfLife ended() {
    return new SignOfLife(run, Instant.now(), true);
  }

  public boolean isOf(String otherRun) {
    return run.equals(otherRun);
  }

  public Instant at() {
    return at;
  }

  /** Whether the job has come to its end, in whichever way. */
  public boolean isEnd() {
    return ended;
  }
}
