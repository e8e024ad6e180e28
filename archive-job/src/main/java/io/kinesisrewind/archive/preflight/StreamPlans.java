package io.kinesisrewind.archive.preflight;

import io.kinesisrewind.archive.ArchiveMode.Target;
import io.kinesisrewind.archive.ArchiveOptions;
import io.kinesisrewind.archive.streams.StreamPlan;
import io.kinesisrewind.archive.streams.StreamSettings;
import io.kinesisrewind.archive.streams.StreamSettings.Origin;
import io.kinesisrewind.archive.streams.StreamTags;
import io.kinesisrewind.archive.streams.TagException;
import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.Problems;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes the plan: streams are looked for, and asked for their tags. */
public final class StreamPlans {

  private final ArchiveOptions options;
  private final Problems problems;

  private StreamPlans(ArchiveOptions options, Problems problems) {
    this.options = options;
    this.problems = problems;
  }

  /**
   * The streams named and those found, each with what an option says, else its tag, else the
   * default.
   *
   * @param options checked
   * @param problems told of prefixes that find nothing, of tags that cannot be understood, and of a
   *     Kinesis that does not answer; not of streams that do not exist
   */
  public static StreamPlan resolve(ArchiveOptions options, Problems problems) {
    StreamPlans plans = new StreamPlans(options, problems);
    if (options.streamPrefixes().isEmpty() && !plans.needsTags()) {
      return ofOptionsAlone(options);
    }
    try (KinesisStreams kinesis = KinesisStreams.in(options.aws())) {
      return plans.resolve(kinesis);
    } catch (SdkException e) {
      problems.add("Kinesis: " + AwsFailure.explain(e, "kinesis:ListStreams/ListTagsForStream"));
      return ofOptionsAlone(options);
    }
  }

  /** Of the streams named, as if they had no tags. */
  static StreamPlan ofOptionsAlone(ArchiveOptions options) {
    Map<String, StreamSettings> settings = new LinkedHashMap<>();
    StreamPlans plans = new StreamPlans(options, new Problems());
    options
        .namedStreams()
        .forEach(stream -> settings.put(stream, plans.settings(stream, Map.of())));
    return StreamPlan.of(settings);
  }

  private StreamPlan resolve(KinesisStreams kinesis) {
    Map<String, StreamSettings> settings = new LinkedHashMap<>();
    for (String stream : names(kinesis)) {
      settings.put(stream, settings(stream, needsTags() ? kinesis.tags(stream) : Map.of()));
    }
    return StreamPlan.of(settings);
  }

  private Set<String> names(KinesisStreams kinesis) {
    Set<String> names = new LinkedHashSet<>(options.namedStreams());
    for (String prefix : options.streamPrefixes()) {
      Set<String> found = kinesis.startingWith(prefix);
      problems.require(
          !found.isEmpty(),
          "--stream-prefix",
          prefix,
          "no stream in "
              + options.aws().region()
              + " has a name that begins so; check prefix and region");
      names.addAll(found);
    }
    return names;
  }

  /** A mode that keeps nothing in DynamoDB makes the time to live meaningless. */
  private boolean needsTags() {
    return options
        .mode()
        .map(
            mode ->
                options.ttl().isEmpty()
                    && (mode.includes(Target.LATEST) || mode.includes(Target.ALL)))
        .orElse(true);
  }

  private StreamSettings settings(String stream, Map<String, String> tags) {
    return withTtl(withMode(StreamSettings.defaults(), stream, tags), stream, tags);
  }

  private StreamSettings withMode(
      StreamSettings settings, String stream, Map<String, String> tags) {
    if (options.mode().isPresent()) {
      return settings.withMode(options.mode().get(), Origin.OPTION);
    }
    return tag(stream, "--mode", () -> StreamTags.mode(tags))
        .map(mode -> settings.withMode(mode, Origin.TAG))
        .orElse(settings);
  }

  private StreamSettings withTtl(StreamSettings settings, String stream, Map<String, String> tags) {
    if (options.ttl().isPresent()) {
      return settings.withTtl(options.ttl().get(), Origin.OPTION);
    }
    return tag(stream, "--ttl", () -> StreamTags.ttl(tags))
        .map(ttl -> settings.withTtl(ttl, Origin.TAG))
        .orElse(settings);
  }

  private <T> Optional<T> tag(String stream, String option, TagReader<T> reader) {
    try {
      return reader.read();
    } catch (TagException e) {
      problems.add(
          "The stream "
              + stream
              + " has a tag "
              + e.tag()
              + " that is not understood: "
              + e.getMessage()
              + ", or override it with "
              + option);
      return Optional.empty();
    }
  }

  @FunctionalInterface
  private interface TagReader<T> {
    Optional<T> read() throws TagException;
  }
}
