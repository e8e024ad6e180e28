package io.kinesisrewind.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job that runs on {@link LocalFlink}. */
final class LocalJob {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MiniCluster cluster;
  private final JobID id;
  private final URI webPage;
  private final CompletableFuture<JobResult> result;
  private final HttpClient http = HttpClient.newHttpClient();
  private String lastProblem = "";

  LocalJob(MiniCluster cluster, JobID id, URI webPage) {
    this.cluster = cluster;
    this.id = id;
    this.webPage = webPage;
    this.result = cluster.requestJobResult(id);
  }

  /** Waits at most so long; whether the job has ended, in whichever way. */
  boolean awaitEnd(Duration patience) throws InterruptedException, ExecutionException {
    try {
      result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  boolean isRunning() throws InterruptedException, ExecutionException {
    return cluster.getJobStatus(id).get() == JobStatus.RUNNING;
  }

  /** Why it failed; empty if it ended well or still runs. */
  Optional<Throwable> failure() throws InterruptedException, ExecutionException {
    return result.isDone()
        ? result
            .get()
            .getSerializedThrowable()
            .map(t -> t.deserializeError(getClass().getClassLoader()))
        : Optional.empty();
  }

  /** What made the job start over, told once; empty where there is nothing new. */
  Optional<String> newProblem() throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(webPage.resolve("/jobs/" + id + "/exceptions")).build();
      JsonNode answer =
          JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
      JsonNode entries = answer.path("exceptionHistory").path("entries");
      if (entries.isEmpty()) {
        return Optional.empty();
      }
      String problem = rootCause(entries.get(0).path("stacktrace").asText());
      boolean isNew = !problem.equals(lastProblem);
      lastProblem = problem;
      return isNew ? Optional.of(problem) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // the page is not there any more: the job's end tells the rest
    }
  }

  /** Stops it when all it has read so far is committed, and waits for that. */
  Path stop(Path savepoints) throws InterruptedException, ExecutionException {
    String savepoint =
        cluster
            .stopWithSavepoint(
                id, savepoints.toUri().toString(), false, SavepointFormatType.CANONICAL)
            .get();
    result.get();
    return Path.of(URI.create(savepoint));
  }

  void cancel() throws InterruptedException, ExecutionException {
    cluster.cancelJob(id).get();
    result.get();
  }

  /** The message of the innermost exception of a printed stack trace. */
  static String rootCause(String stackTrace) {
    String message = "";
    for (String line : stackTrace.lines().toList()) {
      if (message.isEmpty() || line.startsWith("Caused by: ")) {
        message =
            line.replaceFirst("^Caused by: ", "").replaceFirst("^[\\w.$]+(Exception|Error): ", "");
      }
    }
    return message.trim();
  }
}
