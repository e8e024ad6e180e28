package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.annotate.AnnotationForm;
import io.kinesisrewind.replay.delivery.TargetSpec;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Where to, and in which form. */
final class DeliveryOptions {

  /** AsyncWaitOperator takes an int; beyond this much a checkpoint is the archive over again. */
  private static final int MOST_IN_FLIGHT = 1_000_000;

  private static final int MOST_CALLS = 64;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      converter = TargetConverter.class,
      description =
          "kinesis:NAME, a stream; lambda:NAME[:QUALIFIER], a function, with a version or alias; or"
              + " file:PATH, an empty folder, here or on S3, for JSON lines, in a folder for each"
              + " shard. Needed unless --dry-run or --resume")
  private TargetSpec target;

  @Option(
      names = "--annotate",
      paramLabel = "FORM",
      description =
          "What a replayed record says of itself: ${COMPLETION-CANDIDATES}; json adds the member"
              + " _rewind to JSON objects, envelope puts any payload into a CloudEvent (default:"
              + " json into the archived stream, else none)")
  private AnnotationForm annotate;

  @Option(
      names = "--annotation",
      paramLabel = "K=V",
      description = "A pair for the annotation; may be repeated; needs --annotate json or envelope")
  private Map<String, String> annotations = new LinkedHashMap<>();

  @Option(
      names = "--overwrite",
      description =
          "Tell consumers to apply the records whatever they have applied since: the annotation"
              + " overwrite=true; needs --annotate json or envelope")
  private boolean overwrite;

  @Option(
      names = "--keep-hash-keys",
      arity = "1",
      paramLabel = "BOOL",
      description = "Put records that had an explicit hash key with it (default: ${DEFAULT-VALUE})")
  private boolean keepHashKeys = true;

  @Option(
      names = "--max-in-flight",
      paramLabel = "N",
      description =
          "Records on their way to a stream, per task, or to a function, in all; bounds the memory"
              + " and the size of checkpoints (default: ${DEFAULT-VALUE})")
  private int maxInFlight = 2_000;

  @Option(
      names = "--concurrent-calls",
      paramLabel = "N",
      description = "PutRecords calls at a time, per task (default: ${DEFAULT-VALUE})")
  private int concurrentCalls = 4;

  TargetSpec target() {
    return target;
  }

  AnnotationForm annotationForm(String stream) {
    if (annotate != null) {
      return annotate;
    }
    return target != null && target.isStream(stream) ? AnnotationForm.json : AnnotationForm.none;
  }

  /** With what {@code --overwrite} adds. */
  Map<String, String> annotations() {
    Map<String, String> all = new LinkedHashMap<>(annotations);
    if (overwrite) {
      all.put(ReplayAnnotation.OVERWRITE, "true");
    }
    return all;
  }

  boolean keepHashKeys() {
    return keepHashKeys;
  }

  int maxInFlight() {
    return maxInFlight;
  }

  int concurrentCalls() {
    return concurrentCalls;
  }

  void check(String stream, boolean dryRun, Problems problems) {
    if (target == null && !dryRun) {
      problems.add(
          "--target is missing; write kinesis:NAME, lambda:NAME or file:PATH, or ask for"
              + " --dry-run");
    }
    if (target != null && target.isStream(stream)) {
      problems.require(
          annotate != AnnotationForm.none,
          "--annotate",
          annotate,
          "the target is the archived stream itself; without annotation the archive would take the"
              + " replay for new records and grow, and consumers could not tell one from the"
              + " other; leave --annotate out, or choose another target");
    }
    checkAnnotations(annotationForm(stream), problems);
    requireBetween(1, MOST_IN_FLIGHT, "--max-in-flight", maxInFlight, problems);
    requireBetween(1, MOST_CALLS, "--concurrent-calls", concurrentCalls, problems);
  }

  private void checkAnnotations(AnnotationForm form, Problems problems) {
    if (form == AnnotationForm.none) {
      String remedy = "nothing carries it; add --annotate json or --annotate envelope";
      problems.require(annotations.isEmpty(), "--annotation", annotations, remedy);
      if (overwrite) {
        problems.add("--overwrite: " + remedy);
      }
    }
    String given = annotations.getOrDefault(ReplayAnnotation.OVERWRITE, "true");
    problems.require(
        !overwrite || given.equals("true"),
        "--annotation",
        ReplayAnnotation.OVERWRITE + "=" + given,
        "says the opposite of --overwrite; leave one of them out");
  }

  void describe(String stream, Map<String, String> options) {
    options.put("target", String.valueOf(target));
    options.put("annotate", annotationForm(stream).name());
    if (!annotations().isEmpty()) {
      options.put("annotation", annotations().toString());
    }
    options.put("keep-hash-keys", Boolean.toString(keepHashKeys));
  }

  private static void requireBetween(
      int least, int most, String option, int value, Problems problems) {
    problems.require(
        value >= least && value <= most,
        option,
        value,
        "write a number from " + least + " to " + most);
  }

  /** For picocli. */
  static final class TargetConverter implements ITypeConverter<TargetSpec> {
    @Override
    public TargetSpec convert(String text) {
      return TargetSpec.parse(text);
    }
  }
}
