package io.kinesisrewind.archive.kinesis;

import io.kinesisrewind.runtime.Problems;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the streams are read, and when a reader that is behind raises its voice. */
public final class ConsumerOptions {

  private static final Duration LONGEST_POLL_INTERVAL = Duration.ofMinutes(4);
  private static final Duration SHORTEST_DISCOVERY = Duration.ofMillis(100);
  private static final Duration LONGEST_DISCOVERY = Duration.ofHours(1);
  private static final int LARGEST_BATCH = 10_000;

  @Option(
      names = "--consumer",
      paramLabel = "TYPE",
      converter = ConsumerType.Converter.class,
      description = {
        "polling, which shares each shard's 2 MB/s with everyone who polls it, or efo:NAME,"
            + " enhanced fan-out with 2 MB/s of its own, which costs extra; the consumer NAME is"
            + " registered where it is missing (default: ${DEFAULT-VALUE})"
      })
  private ConsumerType type = ConsumerType.polling();

  @Option(
      names = "--deregister-consumer",
      description = {
        "Deregister the enhanced fan-out consumer when the job is stopped with a savepoint. After a"
            + " failure or a cancellation it stays, as the job may go on"
      })
  private boolean deregister;

  @Option(
      names = "--poll-interval",
      paramLabel = "TIME",
      description = {
        "Between two reads of one shard, which all pollers of a stream together may read five times"
            + " a second (default: 1s)"
      })
  private Duration pollInterval = Duration.ofSeconds(1);

  @Option(
      names = "--poll-batch",
      paramLabel = "N",
      description = "How many records one read may bring, up to 10000 (default: ${DEFAULT-VALUE})")
  private int pollBatch = LARGEST_BATCH;

  @Option(
      names = "--adaptive-reads",
      description = {
        "Size each read by the records' size, so that a shard's 2 MB/s are used and not exceeded;"
            + " begins with --poll-batch"
      })
  private boolean adaptiveReads;

  @Option(
      names = "--discover-shards-every",
      paramLabel = "TIME",
      description = "How soon shards that come by a split or a merge are found (default: 10s)")
  private Duration discovery = Duration.ofSeconds(10);

  @Option(
      names = "--data-at-risk-at",
      paramLabel = "PERCENT",
      description = {
        "Warn when the reader is behind by this share of a stream's retention, after which Kinesis"
            + " drops records unread (default: ${DEFAULT-VALUE})"
      })
  private int dataAtRiskPercent = 50;

  /** What a converter cannot see. */
  public void check(Problems problems) {
    problems.require(
        type.fanOutName().isPresent() || !deregister,
        "--deregister-consumer",
        true,
        "there is none with --consumer polling; leave it out, or write --consumer efo:NAME");
    problems.require(
        pollInterval.toMillis() > 0 && pollInterval.compareTo(LONGEST_POLL_INTERVAL) <= 0,
        "--poll-interval",
        pollInterval,
        "is out of range; write 1ms to 4min (Kinesis' read positions expire after 5)");
    problems.require(
        pollBatch >= 1 && pollBatch <= LARGEST_BATCH,
        "--poll-batch",
        pollBatch,
        "is out of range; write 1 to " + LARGEST_BATCH);
    problems.require(
        discovery.compareTo(SHORTEST_DISCOVERY) >= 0 && discovery.compareTo(LONGEST_DISCOVERY) <= 0,
        "--discover-shards-every",
        discovery,
        "is out of range; write 100ms to 1h");
    problems.require(
        dataAtRiskPercent >= 1 && dataAtRiskPercent <= 99,
        "--data-at-risk-at",
        dataAtRiskPercent,
        "is out of range; write 1 to 99 (per cent of the retention)");
  }

  /** The enhanced fan-out consumer's name; empty where the streams are polled. */
  public Optional<String> fanOutName() {
    return type.fanOutName();
  }

  boolean deregisters() {
    return deregister;
  }

  public Duration pollInterval() {
    return pollInterval;
  }

  int pollBatch() {
    return pollBatch;
  }

  boolean adaptiveReads() {
    return adaptiveReads;
  }

  Duration discovery() {
    return discovery;
  }

  /** Above 0, below 1. */
  double dataAtRiskShare() {
    return dataAtRiskPercent / 100.0;
  }
}
