package io.kinesisrewind.sandbox.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.kinesisrewind.sandbox.SandboxException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlinkRestTest {
  private record Answer(int status, String body) {}

  private final Queue<Answer> answers = new ArrayDeque<>();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Answer answer = answers.remove();
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void waitsForAJobManagerThatIsNotReadyYet() {
    answers.add(new Answer(503, "{\"errors\":[\"leader election\"]}"));
    answers.add(
        new Answer(500, "{\"errors\":[\"Cannot connect to ResourceManager right now. Please\"]}"));
    answers.add(new Answer(503, "{\"errors\":[\"leader election\"]}"));
    answers.add(new Answer(200, "{\"taskmanagers\":[]}"));

    assertThat(rest().get("/taskmanagers").path("taskmanagers")).isEmpty();
  }

  @Test
  void anErrorIsReadable() {
    answers.add(new Answer(400, "{\"errors\":[\"No class\",\"at Main.main(Main.java:1)\\n\"]}"));

    assertThatThrownBy(() -> rest().get("/jobs/1"))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("GET http://")
        .hasMessageContaining("/jobs/1 failed: No class\nat Main.main(Main.java:1)\n");
  }

  @Test
  void aJobThatFailedTellsWhyInsteadOfLettingItsTestWait() {
    String failed = "{\"state\":\"FAILED\"}";
    String exceptions =
        "{\"exceptionHistory\":{\"entries\":[{\"stacktrace\":\"java.lang.Exception: bad\"}]}}";
    answers.addAll(List.of(new Answer(200, failed), new Answer(200, exceptions)));

    assertThatThrownBy(() -> new FlinkJob(rest(), "abc").awaitState(JobState.FINISHED))
        .isInstanceOf(SandboxException.class)
        .hasMessage("Job abc is FAILED:\njava.lang.Exception: bad\n");
  }

  private FlinkRest rest() {
    return new FlinkRest(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }
}
