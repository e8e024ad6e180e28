package io.kinesisrewind.archive.streams;

import io.kinesisrewind.archive.ArchiveMode.Target;
import io.kinesisrewind.archive.latest.Expiry;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which streams are archived, and how each: made once, where the job is submitted. */
public final class StreamPlan {

  private final Map<String, StreamSettings> settings;

  private StreamPlan(Map<String, StreamSettings> settings) {
    this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * @param settings by stream; their order is kept
   */
  public static StreamPlan of(Map<String, StreamSettings> settings) {
    return new StreamPlan(settings);
  }

  public List<String> streams() {
    return List.copyOf(settings.keySet());
  }

  /** The streams that have this target, in the plan's order. */
  public List<String> streamsTo(Target target) {
    return settings.entrySet().stream()
        .filter(stream -> stream.getValue().mode().includes(target))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableList());
  }

  /** Whether any stream has this target. */
  public boolean includes(Target target) {
    return !streamsTo(target).isEmpty();
  }

  /**
   * @throws IllegalArgumentException where the stream is not in the plan
   */
  public StreamSettings of(String stream) {
    StreamSettings found = settings.get(stream);
    if (found == null) {
      throw new IllegalArgumentException("Not a stream of this job: " + stream);
    }
    return found;
  }

  /** When records expire that go to the streams' tables. */
  public Expiry expiry() {
    Map<String, Duration> ttls = new HashMap<>();
    settings.forEach((stream, setting) -> setting.ttl().ifPresent(ttl -> ttls.put(stream, ttl)));
    return Expiry.after(ttls);
  }

  /** A line a stream: {@code orders: mode latest (tag StreamArchiveMode), ttl none (default)}. */
  public List<String> lines() {
    return settings.entrySet().stream()
        .map(stream -> stream.getKey() + ": " + stream.getValue())
        .collect(Collectors.toUnmodifiableList());
  }
}
