package io.kinesisrewind.replay.estimate;

import io.kinesisrewind.replay.delivery.TargetSpec;
import io.kinesisrewind.replay.delivery.kinesis.TargetStream;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.replay.plan.PlanTotals;
import io.kinesisrewind.runtime.AwsAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;

/** What a dry run tells beside the plan: the payloads, and what the target makes of them. */
public final class Estimate {

  private Estimate() {}

  /** Line by line. Asks the target for its size where it is a stream; changes nothing. */
  public static List<String> describe(PlanTotals plan, ReplayOptions options) {
    List<String> lines = new ArrayList<>();
    plan.payloadBytes().ifPresent(bytes -> lines.add(payload(plan, bytes)));
    Optional<TargetSpec> target = options.target();
    target.ifPresent(spec -> lines.add("target    " + spec));
    if (target.isPresent() && target.get().kind() == TargetSpec.Kind.KINESIS) {
      lines.addAll(stream(plan, target.get().streamName(), options));
    }
    return lines;
  }

  private static String payload(PlanTotals plan, long bytes) {
    return String.format(
        Locale.ROOT,
        "payload   %s%,d bytes, %,d a record on average",
        plan.exact() ? "" : "up to ",
        bytes,
        plan.rows() == 0 ? 0 : bytes / plan.rows());
  }

  private static List<String> stream(PlanTotals plan, String name, ReplayOptions options) {
    AwsAccess aws = options.aws().resolve();
    try {
      StreamDescriptionSummary stream = TargetStream.describe(aws, name);
      boolean onDemand =
          stream.streamModeDetails() != null
              && stream.streamModeDetails().streamMode() == StreamMode.ON_DEMAND;
      return new StreamEstimate(plan, stream.openShardCount(), onDemand)
          .describe(options.putUnitPrice());
    } catch (SdkException e) {
      // The plan stands; whoever starts the replay is told at length.
      return List.of("takes     unknown: the stream cannot be described: " + e.getMessage());
    }
  }
}
