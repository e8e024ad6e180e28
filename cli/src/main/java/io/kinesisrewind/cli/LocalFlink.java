package io.kinesisrewind.cli;

import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.JobEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink inside this process: one job and task manager with a web page on the loopback address, S3
 * as a plugin with a class loader of its own as in a real cluster.
 */
final class LocalFlink implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final MiniCluster cluster;
  private final Configuration configuration;
  private final URI webPage;

  private LocalFlink(MiniCluster cluster, Configuration configuration, URI webPage) {
    this.cluster = cluster;
    this.configuration = configuration;
    this.webPage = webPage;
  }

  /**
   * Counters of jobs begin anew.
   *
   * @param work a directory for checkpoints and temporary files
   * @param slots how many tasks of an operator run side by side
   * @param overrides Flink configuration that goes before what is set here
   */
  static LocalFlink start(AwsAccess aws, Path work, int slots, Map<String, String> overrides)
      throws Exception {
    JobCounters.reset();
    Configuration configuration = configuration(work, slots);
    configuration.addAll(fileSystems(aws));
    configuration.addAll(Configuration.fromMap(overrides));
    PluginManager plugins = plugins();
    FileSystem.initialize(configuration, plugins);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .setCommonBindAddress(LOOPBACK)
                .setPluginManager(plugins)
                .build());
    cluster.start();
    return new LocalFlink(cluster, configuration, cluster.getRestAddress().get());
  }

  /**
   * Flink's file systems without a cluster, for a first look at an archive. With few retries: wrong
   * credentials are retried too (they could be a wrong clock), and a user waits for the answer.
   */
  static void initializeFileSystems(AwsAccess aws) {
    Configuration configuration = fileSystems(aws);
    configuration.setString("fs.s3a.attempts.maximum", "3");
    configuration.setString("fs.s3a.retry.limit", "3");
    FileSystem.initialize(configuration, plugins());
  }

  /** An environment in which to define a job for {@link #submit}. */
  StreamExecutionEnvironment environment() {
    return JobEnvironment.configure(new StreamExecutionEnvironment(configuration));
  }

  /**
   * @param savepoint where to go on from; null to start afresh
   */
  LocalJob submit(StreamExecutionEnvironment env, String name, Path savepoint) throws Exception {
    var streamGraph = env.getStreamGraph();
    streamGraph.setJobName(name);
    JobGraph graph = streamGraph.getJobGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(savepoint.toUri().toString(), false));
    }
    cluster.submitJob(graph).get();
    return new LocalJob(cluster, graph.getJobID(), webPage);
  }

  URI webPage() {
    return webPage;
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }

  private static Configuration configuration(Path work, int slots) {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, LOOPBACK);
    configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(CoreOptions.TMP_DIRS, work.resolve("tmp").toString());
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, slots);
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(5));
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, work.resolve("checkpoints").toUri().toString());
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    configuration.setString(
        "metrics.reporter.rewind.factory.class", JobCounters.Factory.class.getName());
    return configuration;
  }

  private static Configuration fileSystems(AwsAccess aws) {
    Configuration configuration = Configuration.fromMap(aws.s3FileSystemConfiguration());
    // The SDK's whole chain, so that a profile serves the file system as it serves the clients.
    configuration.setString(
        "fs.s3a.aws.credentials.provider", "com.amazonaws.auth.DefaultAWSCredentialsProviderChain");
    return configuration;
  }

  private static PluginManager plugins() {
    Path directory = Path.of(System.getProperty("rewind.plugins"));
    try {
      return new DefaultPluginManager(
          new DirectoryBasedPluginFinder(directory).findPlugins(),
          CoreOptions.getPluginParentFirstLoaderPatterns(new Configuration()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
