package io.kinesisrewind.benchmarks.flink;

import io.kinesisrewind.runtime.JobEnvironment;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A MiniCluster that outlives its jobs. A job that fails stays down: figures of half a job lie. */
public final class BenchmarkCluster implements AutoCloseable {

  private final MiniCluster cluster;
  private final Configuration configuration;

  private BenchmarkCluster(MiniCluster cluster, Configuration configuration) {
    this.cluster = cluster;
    this.configuration = configuration;
  }

  /**
   * @param slots how many tasks of an operator run side by side
   */
  public static BenchmarkCluster start(int slots, Duration checkpointInterval) throws Exception {
    Configuration configuration = configuration(slots, checkpointInterval);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .setCommonBindAddress("127.0.0.1")
                .build());
    cluster.start();
    return new BenchmarkCluster(cluster, configuration);
  }

  /** An environment as the jobs set it up. */
  public StreamExecutionEnvironment environment() {
    return JobEnvironment.configure(new StreamExecutionEnvironment(configuration));
  }

  /** Runs a bounded job to its end. */
  public JobExecutionResult run(StreamExecutionEnvironment env) throws Exception {
    return cluster.executeJobBlocking(env.getStreamGraph().getJobGraph());
  }

  /** Runs a bounded job to its end and says what became of its checkpoints. */
  public List<CompletedCheckpointStats> runAndTellCheckpoints(StreamExecutionEnvironment env)
      throws Exception {
    JobGraph graph = env.getStreamGraph().getJobGraph();
    cluster.executeJobBlocking(graph);
    return cluster
        .getExecutionGraph(graph.getJobID())
        .get()
        .getCheckpointStatsSnapshot()
        .getHistory()
        .getCheckpoints()
        .stream()
        .filter(CompletedCheckpointStats.class::isInstance)
        .map(CompletedCheckpointStats.class::cast)
        .sorted(Comparator.comparingLong(CompletedCheckpointStats::getCheckpointId))
        .toList();
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }

  private static Configuration configuration(int slots, Duration checkpointInterval) {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, slots);
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.setString(
        "metrics.reporter.benchmark.factory.class", Counters.Factory.class.getName());
    return configuration;
  }
}
