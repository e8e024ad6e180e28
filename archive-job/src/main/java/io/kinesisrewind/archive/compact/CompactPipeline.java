package io.kinesisrewind.archive.compact;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The topology, which ends.
 *
 * <pre>indexes of hours' buckets -> compact -> account</pre>
 */
final class CompactPipeline {

  private CompactPipeline() {}

  /**
   * @param groups how many
   */
  static void define(
      StreamExecutionEnvironment env, long groups, CompactGroups compact, AccountOperator account) {
    env.fromSequence(0, Math.max(0, groups - 1))
        .name("hours")
        .uid("hours")
        .rebalance()
        .map(compact)
        .returns(Outcome.TYPE)
        .name("compact")
        .uid("compact")
        .transform("account", Outcome.TYPE, account)
        .uid("account")
        .forceNonParallel();
  }
}
