package io.kinesisrewind.cli;

import com.amazonaws.kinesis.agg.AggRecord;
import com.amazonaws.kinesis.agg.RecordAggregator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Puts records into a stream, in order, plain or aggregated as the Kinesis Producer Library would:
 * records of one shard share a Kinesis record.
 */
final class Producer {

  private static final int CALL_RECORDS = 250;
  private static final int CALL_BYTES = 2 << 20;
  private static final int AGGREGATE_RECORDS = 20;
  private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

  private final KinesisClient kinesis;
  private final String stream;
  private final List<PutRecordsRequestEntry> call = new ArrayList<>();
  private int callBytes;
  private long bytes;

  Producer(KinesisClient kinesis, String stream) {
    this.kinesis = kinesis;
    this.stream = stream;
  }

  /** Bytes of data put so far, as the records have them. */
  long bytes() {
    return bytes;
  }

  /**
   * Puts each record as one Kinesis record.
   *
   * @param perSecond records a second, 0 for as fast as it goes
   * @return how many
   */
  long put(Stream<SourceRecord> records, double perSecond) {
    Pace pace = new Pace(perSecond);
    records.forEach(
        record -> {
          pace.awaitTurn(this::send);
          bytes += record.size();
          add(
              PutRecordsRequestEntry.builder()
                  .partitionKey(record.partitionKey())
                  .data(SdkBytes.fromByteBuffer(record.data()))
                  .build());
        });
    send();
    return pace.turns();
  }

  /** As {@link #put}, several records of a shard in one Kinesis record. */
  long putAggregated(Stream<SourceRecord> records, double perSecond) {
    Pace pace = new Pace(perSecond);
    ShardMap shards = ShardMap.of(kinesis, stream);
    Map<String, RecordAggregator> open = new LinkedHashMap<>();
    records.forEach(
        record -> {
          pace.awaitTurn(this::send);
          bytes += record.size();
          String shardId = shards.shardOf(record.partitionKey()).shardId();
          RecordAggregator aggregator = open.computeIfAbsent(shardId, id -> new RecordAggregator());
          add(aggregate(aggregator, record));
          if (aggregator.getNumUserRecords() >= AGGREGATE_RECORDS) {
            add(aggregator.clearAndGet());
          }
        });
    open.values().forEach(aggregator -> add(aggregator.clearAndGet()));
    send();
    return pace.turns();
  }

  /** Full, it gives an aggregate. It goes to its first record's shard, which is that of all. */
  private static AggRecord aggregate(RecordAggregator aggregator, SourceRecord record) {
    try {
      return aggregator.addUserRecord(record.partitionKey(), record.bytes());
    } catch (Exception e) { // its signature; in fact a record above 1 MiB
      throw new IllegalArgumentException(
          "A record of " + record.size() + " bytes cannot be aggregated", e);
    }
  }

  private void add(AggRecord aggregate) {
    if (aggregate != null) {
      add(
          PutRecordsRequestEntry.builder()
              .partitionKey(aggregate.getPartitionKey())
              .explicitHashKey(aggregate.getExplicitHashKey())
              .data(SdkBytes.fromByteArray(aggregate.toRecordBytes()))
              .build());
    }
  }

  private void add(PutRecordsRequestEntry entry) {
    int size = entry.data().asByteArrayUnsafe().length + entry.partitionKey().length();
    if (call.size() == CALL_RECORDS || callBytes + size > CALL_BYTES) {
      send();
    }
    call.add(entry);
    callBytes += size;
  }

  /** Puts what is waiting; what is refused is put again before anything later. */
  private void send() {
    while (!call.isEmpty()) {
      List<PutRecordsResultEntry> results =
          kinesis.putRecords(request -> request.streamName(stream).records(call)).records();
      List<PutRecordsRequestEntry> refused = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i).errorCode() != null) {
          refused.add(call.get(i));
        }
      }
      call.clear();
      call.addAll(refused);
      if (!refused.isEmpty()) {
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      }
    }
    callBytes = 0;
  }

  /** Gives out turns at a steady rate. */
  private static final class Pace {

    private final double nanosPerTurn;
    private final long start = System.nanoTime();
    private long turns;

    Pace(double perSecond) {
      this.nanosPerTurn = perSecond > 0 ? Duration.ofSeconds(1).toNanos() / perSecond : 0;
    }

    /** Before it waits, it lets go what has been collected. */
    void awaitTurn(Runnable beforeWaiting) {
      long due = start + (long) (turns * nanosPerTurn);
      if (nanosPerTurn > 0 && due > System.nanoTime()) {
        beforeWaiting.run();
        while (due > System.nanoTime()) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
      }
      turns++;
    }

    long turns() {
      return turns;
    }
  }
}
