package io.kinesisrewind.replay;

import io.kinesisrewind.replay.delivery.ReplayTarget;
import io.kinesisrewind.replay.delivery.TargetSpec;
import io.kinesisrewind.replay.delivery.file.FileTarget;
import io.kinesisrewind.replay.delivery.kinesis.KinesisTarget;
import io.kinesisrewind.replay.delivery.kinesis.TargetStream;
import io.kinesisrewind.replay.delivery.lambda.LambdaTarget;
import io.kinesisrewind.replay.delivery.lambda.TargetFunction;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.replay.pace.Pace;
import io.kinesisrewind.replay.pace.TargetCapacity;
import io.kinesisrewind.runtime.AwsAccess;
import java.util.Optional;

/** From the option {@code --target} to what delivers. */
final class ReplayTargets {

  private ReplayTargets() {}

  static ReplayTarget of(ReplayOptions options) {
    TargetSpec target = options.target().orElseThrow();
    switch (target.kind()) {
      case FILE:
        return file(target, options);
      case LAMBDA:
        return function(target, options);
      default:
        return kinesis(target, options);
    }
  }

  private static ReplayTarget file(TargetSpec target, ReplayOptions options) {
    return new FileTarget(target.folder(), options.replayId());
  }

  /** The step in front of the target. */
  static Pace pace(ReplayOptions options) {
    Optional<TargetCapacity.Opening> capacity =
        options.targetUtilization() == 0
            ? Optional.empty()
            : Optional.of(
                TargetStream.capacity(
                    options.aws().resolve(), options.target().orElseThrow().streamName()));
    return Pace.of(options.pace(), capacity);
  }

  private static ReplayTarget function(TargetSpec target, ReplayOptions options) {
    AwsAccess aws = options.aws().resolve();
    return new LambdaTarget(
        aws,
        target.function(),
        new TargetFunction(aws, target.function(), options.eventOrigin()).origin(options.stream()),
        options.invokeSettings(),
        options.onBadRecord(),
        options.replayId(),
        options.maxInFlight());
  }

  private static ReplayTarget kinesis(TargetSpec target, ReplayOptions options) {
    AwsAccess aws = options.aws().resolve();
    return new KinesisTarget(
        aws,
        target.streamName(),
        TargetStream.recordKib(aws, target.streamName()),
        options.keepHashKeys(),
        options.maxInFlight(),
        options.concurrentCalls());
  }
}
