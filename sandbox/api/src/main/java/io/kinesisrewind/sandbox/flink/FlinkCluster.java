package io.kinesisrewind.sandbox.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kinesisrewind.sandbox.process.ChildProcess;
import io.kinesisrewind.sandbox.process.ProcessGroup;
import io.kinesisrewind.sandbox.process.SandboxHome;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A Flink session cluster: a JobManager and TaskManagers, each a JVM of its own on the loopback
 * address that ends with this JVM. Only what Managed Flink provides is on their class path; jobs
 * come as jars.
 *
 * <p>For use by one thread.
 */
public final class FlinkCluster implements AutoCloseable {
  static final String LOGS = "logs";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern RPC =
      Pattern.compile("Actor system started at \\S+://flink@127\\.0\\.0\\.1:(\\d+)");
  private static final Pattern REST =
      Pattern.compile("Rest endpoint listening at 127\\.0\\.0\\.1:(\\d+)");

  private final ProcessGroup processes;
  private final FlinkCommands commands;
  private final Map<Integer, ChildProcess> taskManagers = new TreeMap<>();
  private ChildProcess jobManager;
  private String rpcPort;
  private URI restUri;
  private int jobManagersStarted;
  private int taskManagersStarted;

  private FlinkCluster(ProcessGroup processes, FlinkClusterOptions options) {
    this.processes = processes;
    this.commands = new FlinkCommands(SandboxHome.find(), processes.directory(), options);
  }

  /** Starts a cluster and returns when all its TaskManagers have registered. */
  public static FlinkCluster start(FlinkClusterOptions options) {
    ProcessGroup processes = ProcessGroup.in(options.directory());
    return processes.closedOnFailure(
        () -> {
          FlinkCluster cluster = new FlinkCluster(processes, options);
          cluster.startProcesses(options.taskManagers());
          return cluster;
        });
  }

  /** The address of the REST API and the web UI. */
  public URI restUri() {
    return restUri;
  }

  /** Uploads the jar, starts the job, and returns once the cluster has accepted it. */
  public FlinkJob submit(JobSubmission submission) {
    FlinkRest rest = rest();
    String jar = rest.upload(submission.jar());
    ObjectNode body = FlinkRest.object();
    submission.entryClass().ifPresent(name -> body.put("entryClass", name));
    submission.arguments().forEach(body.withArray("programArgsList")::add);
    submission.parallelism().ifPresent(parallelism -> body.put("parallelism", parallelism));
    submission.savepoint().ifPresent(path -> body.put("savepointPath", path));
    return job(rest.post("/jars/" + jar + "/run", body).path("jobid").asText());
  }

  /** A job that is known by its id. */
  public FlinkJob job(String id) {
    return new FlinkJob(rest(), id);
  }

  /** The TaskManagers that take part, by their numbers. */
  public Set<Integer> taskManagers() {
    Set<Integer> running = new TreeSet<>();
    Set<String> registered = registered();
    taskManagers.forEach(
        (number, process) -> {
          if (process.isAlive() && registered.contains(taskManagerId(number))) {
            running.add(number);
          }
        });
    return running;
  }

  /** Starts one more TaskManager and returns its number, when it has registered. */
  public int startTaskManager() {
    Set<Integer> started = spawnTaskManagers(1);
    awaitRegistration(started);
    return started.iterator().next();
  }

  /** Kills a TaskManager as a crash would (SIGKILL); the first one has number 0. */
  public void killTaskManager(int number) {
    ChildProcess process = taskManagers.remove(number);
    if (process == null) {
      throw new IllegalArgumentException(
          "There is no TaskManager " + number + ", only " + taskManagers.keySet());
    }
    process.kill();
  }

  /**
   * Kills every process, as the loss of the machine would, and starts as many again. Without high
   * availability the jobs are lost; their retained checkpoints are not. The address changes.
   */
  public void restart() {
    int count = taskManagers.size();
    jobManager.kill();
    taskManagers.values().forEach(ChildProcess::kill);
    taskManagers.clear();
    startProcesses(count);
  }

  /** One file per process that was ever started. */
  public Path logs() {
    return processes.directory().folder(LOGS);
  }

  /** Ends the processes and, unless a directory was chosen, deletes logs, checkpoints, jars. */
  @Override
  public void close() {
    processes.close();
  }

  /** TaskManagers start as soon as they know where the JobManager will answer them. */
  private void startProcesses(int count) {
    jobManager = processes.start(commands.jobManager(jobManagersStarted++));
    rpcPort = jobManager.awaitAnnouncement(RPC, PATIENCE);
    Set<Integer> started = spawnTaskManagers(count);
    restUri = URI.create("http://127.0.0.1:" + jobManager.awaitAnnouncement(REST, PATIENCE));
    awaitRegistration(started);
  }

  private Set<Integer> spawnTaskManagers(int count) {
    Set<Integer> started = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      int number = taskManagersStarted++;
      taskManagers.put(
          number, processes.start(commands.taskManager(taskManagerId(number), rpcPort)));
      started.add(number);
    }
    return started;
  }

  private void awaitRegistration(Set<Integer> numbers) {
    Awaiting.until(
        () -> {
          Set<String> registered = registered();
          numbers.forEach(number -> taskManagers.get(number).requireAlive());
          return numbers.stream().map(FlinkCluster::taskManagerId).allMatch(registered::contains);
        },
        PATIENCE,
        () -> "The TaskManagers " + numbers + " did not register with the JobManager");
  }

  private Set<String> registered() {
    Set<String> ids = new TreeSet<>();
    for (JsonNode taskManager : rest().get("/taskmanagers").path("taskmanagers")) {
      ids.add(taskManager.path("id").asText());
    }
    return ids;
  }

  private FlinkRest rest() {
    return new FlinkRest(restUri);
  }

  private static String taskManagerId(int number) {
    return "taskmanager-" + number;
  }
}
