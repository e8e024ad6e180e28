package io.kinesisrewind.replay.delivery.lambda;

import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.runtime.UsageException;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/**
 * Looks at a function before it is invoked. What events say of their origin, and is not given, it
 * takes from there: a mapping invokes with the function's own role, and its stream is in the
 * function's account and region.
 */
public final class TargetFunction {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String INVOKE = "lambda:InvokeFunction";
  private static final String LOOK = "lambda:GetFunctionConfiguration";
  private static final String REMEDY =
      "; without it, --event-source-arn and --invoke-identity-arn say what events carry";

  private final AwsAccess aws;
  private final FunctionName function;
  private final GivenOrigin given;

  public TargetFunction(AwsAccess aws, FunctionName function, GivenOrigin given) {
    this.aws = aws;
    this.function = function;
    this.given = given;
  }

  /** Tells what keeps the function from being invoked. */
  public void check(String streamName, Problems problems) {
    try (LambdaClient client = client()) {
      if (function.region().filter(region -> !region.equals(aws.region())).isPresent()) {
        throw problem(
            "is in " + function.region().get() + ", not in " + aws.region() + "; give --region");
      }
      origin(streamName, client);
      tryToInvoke(client);
    } catch (UsageException e) {
      e.problems().forEach(problems::add);
    }
  }

  /**
   * What events say of where they come from.
   *
   * @throws UsageException where it is not known and cannot be found out
   */
  public EventOrigin origin(String streamName) {
    try (LambdaClient client = client()) {
      return origin(streamName, client);
    }
  }

  private EventOrigin origin(String streamName, LambdaClient client) {
    if (given.isWhole()) {
      return EventOrigin.of(given.sourceArn().orElseThrow(), given.identityArn().orElseThrow());
    }
    GetFunctionConfigurationResponse configuration = configuration(client);
    return EventOrigin.of(
        given
            .sourceArn()
            .orElseGet(() -> EventOrigin.streamBeside(configuration.functionArn(), streamName)),
        given.identityArn().orElse(configuration.role()));
  }

  private GetFunctionConfigurationResponse configuration(LambdaClient client) {
    GetFunctionConfigurationResponse found;
    try {
      found =
          client.getFunctionConfiguration(
              request ->
                  request
                      .functionName(function.function())
                      .qualifier(function.qualifier().orElse(null)));
    } catch (SdkException e) {
      throw problem(explain(e, LOOK, REMEDY));
    }
    if (found.state() == State.PENDING || found.state() == State.FAILED) {
      throw problem(
          "the function is " + found.state() + " (" + found.stateReason() + "); see to it first");
    }
    return found;
  }

  private void tryToInvoke(LambdaClient client) {
    try {
      client.invoke(
          request ->
              request
                  .functionName(function.function())
                  .qualifier(function.qualifier().orElse(null))
                  .invocationType(InvocationType.DRY_RUN));
    } catch (SdkException e) {
      throw problem(explain(e, INVOKE, ""));
    }
  }

  private String explain(SdkException fault, String action, String remedy) {
    if (fault instanceof ResourceNotFoundException) {
      return "there is no such function, version or alias in "
          + aws.region()
          + "; create it, or check the name, --region and the account";
    }
    return AwsFailure.explain(fault, action) + remedy;
  }

  private UsageException problem(String problem) {
    return new UsageException("--target lambda:" + function + ": " + problem);
  }

  /** Not the asynchronous one: that takes two seconds to close. */
  private LambdaClient client() {
    return aws.lambda(LambdaClient.builder())
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(configuration -> configuration.apiCallTimeout(TIMEOUT))
        .build();
  }
}
