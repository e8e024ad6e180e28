package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.delivery.TargetSpec;
import io.kinesisrewind.replay.delivery.lambda.EventOrigin;
import io.kinesisrewind.replay.delivery.lambda.GivenOrigin;
import io.kinesisrewind.replay.delivery.lambda.InvokeSettings;
import io.kinesisrewind.runtime.Problems;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a function is invoked; what an event source mapping has as well is called as there. */
final class LambdaOptions {

  private static final int MOST_RECORDS = 10_000;
  private static final int MOST_BATCHES = 10;
  private static final int MOST_INVOCATIONS = 1_000;
  private static final int MOST_RETRIES = 10_000;
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description =
          "Records of an invocation, at most; fewer where they fill 6 MB (default: 100, most:"
              + " 10000)")
  private Integer batchSize;

  @Option(
      names = "--parallelization-factor",
      paramLabel = "N",
      description =
          "Batches of a shard at a time, each key in one of them after the other (default: 1, in"
              + " the order of the shard; most: 10)")
  private Integer parallelizationFactor;

  @Option(
      names = "--concurrent-invocations",
      paramLabel = "N",
      description = "Invocations at a time, over all shards (default: 100)")
  private Integer invocations;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description =
          "How often a batch that the function has failed on is tried again, with growing pauses;"
              + " -1: until it succeeds. Throttling does not count (default: 3)")
  private Integer retries;

  @Option(
      names = "--bisect-on-error",
      description =
          "Halve a batch that the function has failed on, until the bad record is alone; halving"
              + " does not count as a retry")
  private boolean bisect;

  @Option(
      names = "--ignore-response",
      description =
          "Take whatever the function returns for success, as a mapping without"
              + " ReportBatchItemFailures does. Else its batchItemFailures are honoured")
  private boolean ignoreResponse;

  @Option(
      names = "--invoke-timeout",
      paramLabel = "TIME",
      description =
          "How long to wait for a response; what takes longer has failed. Must be longer than the"
              + " function's own timeout (default: 16min)")
  private Duration timeout;

  @Option(
      names = "--event-source-arn",
      paramLabel = "ARN",
      description =
          "Of events: the stream, or its consumer, that they say to come from (default: --stream in"
              + " the function's account and region)")
  private String sourceArn;

  @Option(
      names = "--invoke-identity-arn",
      paramLabel = "ARN",
      description = "Of events: the role that they say to be read by (default: the function's own)")
  private String identityArn;

  InvokeSettings settings() {
    InvokeSettings.Builder settings = InvokeSettings.builder();
    Optional.ofNullable(batchSize).ifPresent(settings::batchSize);
    Optional.ofNullable(parallelizationFactor).ifPresent(settings::parallelizationFactor);
    Optional.ofNullable(invocations).ifPresent(settings::invocations);
    Optional.ofNullable(retries).ifPresent(settings::retries);
    Optional.ofNullable(timeout).ifPresent(settings::timeout);
    return settings.bisectOnError(bisect).ignoreResponse(ignoreResponse).build();
  }

  GivenOrigin origin() {
    return new GivenOrigin(sourceArn, identityArn);
  }

  /**
   * @param target empty in a dry run
   * @param maxInFlight records on their way
   */
  void check(Optional<TargetSpec> target, int maxInFlight, Problems problems) {
    if (target.isPresent() && !target.get().isFunction()) {
      given()
          .forEach(
              (option, value) ->
                  problems.add(
                      "--" + option,
                      value,
                      "only goes with --target lambda:NAME; leave it out for " + target.get()));
      return;
    }
    requireBetween(1, MOST_RECORDS, "--batch-size", batchSize, problems);
    requireBetween(1, MOST_BATCHES, "--parallelization-factor", parallelizationFactor, problems);
    requireBetween(1, MOST_INVOCATIONS, "--concurrent-invocations", invocations, problems);
    requireBetween(InvokeSettings.FOR_EVER, MOST_RETRIES, "--retries", retries, problems);
    problems.require(
        batchSize == null || batchSize <= maxInFlight,
        "--batch-size",
        batchSize,
        "no more than --max-in-flight " + maxInFlight + " come together; give a higher one");
    problems.require(
        timeout == null || (!timeout.isZero() && timeout.compareTo(LONGEST_TIMEOUT) <= 0),
        "--invoke-timeout",
        timeout,
        "write more than no time and at most 1h, for instance 2min");
    problems.require(
        sourceArn == null || EventOrigin.isSourceArn(sourceArn),
        "--event-source-arn",
        sourceArn,
        "is not the ARN of a stream; write for instance"
            + " arn:aws:kinesis:eu-west-1:123456789012:stream/orders");
    problems.require(
        identityArn == null || identityArn.matches("arn:aws[a-z-]*:(iam|sts)::\\d{12}:\\S{1,512}"),
        "--invoke-identity-arn",
        identityArn,
        "is not the ARN of a role; write for instance arn:aws:iam::123456789012:role/order-lambda");
  }

  void describe(Optional<TargetSpec> target, Map<String, String> options) {
    if (target.filter(TargetSpec::isFunction).isPresent()) {
      options.putAll(given());
    }
  }

  /** By long option name. */
  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    put("batch-size", batchSize, given);
    put("parallelization-factor", parallelizationFactor, given);
    put("concurrent-invocations", invocations, given);
    put("retries", retries, given);
    put("bisect-on-error", bisect ? true : null, given);
    put("ignore-response", ignoreResponse ? true : null, given);
    put("invoke-timeout", timeout, given);
    put("event-source-arn", sourceArn, given);
    put("invoke-identity-arn", identityArn, given);
    return given;
  }

  private static void put(String name, Object value, Map<String, String> options) {
    if (value != null) {
      options.put(name, value.toString());
    }
  }

  private static void requireBetween(
      int least, int most, String option, Integer value, Problems problems) {
    problems.require(
        value == null || (value >= least && value <= most),
        option,
        value,
        "write a number from " + least + " to " + most);
  }
}
