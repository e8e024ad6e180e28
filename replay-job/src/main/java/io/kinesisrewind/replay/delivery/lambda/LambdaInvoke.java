package io.kinesisrewind.replay.delivery.lambda;

import io.kinesisrewind.runtime.AwsAccess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Invoke of the AWS SDK: synchronous for the function, asynchronous for us. */
final class LambdaInvoke implements FunctionClient {

  /** The call's own timeout goes first, and says what happened. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  private final LambdaAsyncClient client;
  private final FunctionName function;

  private LambdaInvoke(LambdaAsyncClient client, FunctionName function) {
    this.client = client;
    this.function = function;
  }

  /**
   * @param invocations under way at a time
   * @param timeout of one
   */
  static LambdaInvoke of(AwsAccess aws, FunctionName function, int invocations, Duration timeout) {
    // Nothing goes over the connection while the function runs, which may be for 15 minutes.
    // Trying again is the dispatcher's to decide: the SDK would invoke the function again unseen.
    LambdaAsyncClient client =
        aws.lambda(LambdaAsyncClient.builder())
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .protocol(Protocol.HTTP1_1)
                    .maxConcurrency(invocations + 1)
                    .tcpKeepAlive(true)
                    .readTimeout(timeout.plus(SLACK)))
            .overrideConfiguration(
                configuration ->
                    configuration
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(timeout))
            .build();
    return new LambdaInvoke(client, function);
  }

  @Override
  public CompletableFuture<Reply> invoke(byte[] event) {
    return client
        .invoke(
            request ->
                request
                    .functionName(function.function())
                    .qualifier(function.qualifier().orElse(null))
                    .invocationType(InvocationType.REQUEST_RESPONSE)
                    .payload(SdkBytes.fromByteArrayUnsafe(event)))
        .handle(
            (response, fault) ->
                fault == null ? reply(response) : InvokeFaults.reply(fault, function));
  }

  @Override
  public void close() {
    client.close();
  }

  private static Reply reply(InvokeResponse response) {
    byte[] payload =
        response.payload() == null ? new byte[0] : response.payload().asByteArrayUnsafe();
    return response.functionError() == null
        ? Reply.returned(payload)
        : Reply.functionError(payload);
  }
}
