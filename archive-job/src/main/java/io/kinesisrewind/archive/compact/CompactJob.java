package io.kinesisrewind.archive.compact;

import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.JobEnvironment;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compaction job as a program that Flink runs: the same jar as the archive job's, with this
 * class as the one to start; on Managed Flink, an application with the property group {@code
 * compact} and none for the archive job.
 */
public final class CompactJob {

  /** Of the job's property group on Managed Flink. */
  public static final String NAME = "compact";

  private static final Logger LOG = LoggerFactory.getLogger(CompactJob.class);

  private CompactJob() {}

  /**
   * @throws io.kinesisrewind.runtime.UsageException where options or their surroundings are not as
   *     they have to be; nothing has been started then
   */
  public static void main(String[] args) throws Exception {
    CompactOptions options = new CompactOptions();
    if (!JobArguments.parse(options, NAME, args)) {
      return;
    }
    Compaction compaction = Compaction.prepare(options);
    compaction.describe().forEach(line -> LOG.info("{}: {}", compaction.id(), line));
    if (options.dryRun()) {
      compaction.describe().forEach(System.out::println);
      compaction.dryRun().forEach(System.out::println);
      return;
    }
    StreamExecutionEnvironment env = JobEnvironment.create();
    compaction.define(env);
    JobExecutionResult result = env.execute(compaction.id());
    if (result.isJobExecutionResult()) {
      compaction
          .report()
          .ifPresent(
              report ->
                  report.describe().forEach(line -> LOG.info("{}: {}", compaction.id(), line)));
    }
  }
}
