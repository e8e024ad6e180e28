package io.kinesisrewind.replay.delivery.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.testing.FakeFunctions;
import io.kinesisrewind.replay.testing.FakeFunctions.Answer;
import io.kinesisrewind.runtime.AwsAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SDK's client against Lambda's API, as far as it is documented, over real HTTP. */
class LambdaInvokeIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final AtomicReference<JsonNode> EVENT = new AtomicReference<>();

  private static volatile FakeFunctions.Function function;
  private static FakeFunctions functions;
  private static AwsAccess aws;
  private static LambdaInvoke consumer; // closing a client takes it two seconds

  @BeforeAll
  static void start() throws IOException {
    functions =
        new FakeFunctions(
            json -> {
              EVENT.set(json);
              return function.invoke(json);
            });
    aws = new AwsAccess("us-east-1", null, null, null).withLambdaEndpoint(functions.endpoint());
    consumer = LambdaInvoke.of(aws, FunctionName.parse("consumer").orElseThrow(), 1, PATIENCE);
  }

  @AfterAll
  static void stop() {
    consumer.close();
    functions.close();
  }

  @Test
  void theFunctionGetsTheEventAndWeItsResponse() throws Exception {
    function = json -> Answer.returned("{\"batchItemFailures\":[]}");

    Reply reply = invoke(consumer);

    assertThat(reply.kind()).isEqualTo(Reply.Kind.RETURNED);
    assertThat(new String(reply.payload(), UTF_8)).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(EVENT.get().get("Records").isArray()).isTrue();
  }

  @Test
  void aFunctionThatFailsSaysWhy() throws Exception {
    function = json -> Answer.functionError("Task timed out after 3.00 seconds");

    Reply reply = invoke(consumer);

    assertThat(reply.kind()).isEqualTo(Reply.Kind.FUNCTION_ERROR);
    assertThat(new String(reply.payload(), UTF_8)).contains("Task timed out after 3.00 seconds");
  }

  @ParameterizedTest
  @CsvSource({
    "429, TooManyRequestsException, TRY_AGAIN",
    "500, ServiceException, TRY_AGAIN",
    "502, EC2ThrottledException, TRY_AGAIN",
    "502, ResourceNotReadyException, TRY_AGAIN",
    "503, Whatever, TRY_AGAIN",
    "409, ResourceConflictException, TRY_AGAIN",
    "408, EFSMountTimeoutException, TRY_AGAIN",
    "413, RequestTooLargeException, TOO_LARGE"
  })
  void whatIsNotTheFunctionsFaultIsToldApart(int status, String code, Reply.Kind kind)
      throws Exception {
    function = json -> Answer.serviceError(status, code);

    assertThat(invoke(consumer).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDeniedException",
    "400, InvalidRequestContentException",
    "403, ExpiredTokenException"
  })
  void whatCannotPassEndsTheReplayAndNamesTheFunction(int status, String code) {
    function = json -> Answer.serviceError(status, code);

    assertThatThrownBy(() -> invoke(consumer))
        .hasCauseInstanceOf(ReplayFailedException.class)
        .hasMessageContaining("Lambda does not invoke function consumer: " + code + " it is");
  }

  @Test
  void aFunctionThatIsGoneEndsTheReplay() {
    assertThatThrownBy(() -> invoke("nobody", PATIENCE))
        .hasCauseInstanceOf(ReplayFailedException.class)
        .hasMessageContaining("Lambda does not invoke function nobody");
  }

  @Test
  void aLostConnectionIsTriedAgain() throws Exception {
    function = json -> Answer.none();

    assertThat(invoke(consumer).kind()).isEqualTo(Reply.Kind.TRY_AGAIN);
  }

  @Test
  void aFunctionThatTakesTooLongHasFailed() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    function =
        json -> {
          await(end);
          return Answer.returned("");
        };

    Reply reply = invoke("consumer", Duration.ofMillis(300));
    end.countDown();

    assertThat(reply.kind()).isEqualTo(Reply.Kind.NO_ANSWER);
    assertThat(reply.message()).startsWith("no response within --invoke-timeout");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply invoke(String name, Duration timeout) throws Exception {
    FunctionName target = FunctionName.parse(name).orElseThrow();
    try (LambdaInvoke client = LambdaInvoke.of(aws, target, 1, timeout)) {
      return invoke(client);
    }
  }

  private static Reply invoke(FunctionClient client) throws Exception {
    CompletableFuture<Reply> reply = client.invoke("{\"Records\":[]}".getBytes(UTF_8));
    return reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
