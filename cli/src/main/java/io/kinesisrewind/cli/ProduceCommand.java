package io.kinesisrewind.cli;

import io.kinesisrewind.runtime.AwsOptions;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.runtime.UsageException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** {@code ./rewind produce}: real records into a stream. */
@Command(
    name = "produce",
    description = "Put real records into a stream.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./rewind produce --stream flights --sample flights --count 5000 --aggregate",
      "  ./rewind produce --stream orders --file orders.jsonl --key customer --rate 100"
    })
final class ProduceCommand implements Callable<Integer> {

  private static final long SAMPLE_COUNT = 2_000;

  /** What there is to put without a file. */
  enum Sample {
    flights
  }

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      required = true,
      description = "The stream to put into")
  private String stream;

  @Option(
      names = "--file",
      paramLabel = "JSONL",
      description = "Put the lines of this file, each a JSON object, as they are")
  private Path file;

  @Option(
      names = "--sample",
      paramLabel = "NAME",
      description = "Put a sample instead of a file: ${COMPLETION-CANDIDATES} (the default)")
  private Sample sample;

  @Option(
      names = "--key",
      paramLabel = "FIELD",
      description =
          "Member whose value is the partition key (flights: " + SourceRecords.FLIGHTS_KEY + ")")
  private String key;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many records (default: the whole file; of the sample 2000)")
  private Long count;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Records per second (default: as fast as it goes)")
  private double rate;

  @Option(names = "--aggregate", description = "Several to a Kinesis record, as the KPL does")
  private boolean aggregate;

  @Option(
      names = "--create-stream",
      paramLabel = "SHARDS",
      arity = "0..1",
      fallbackValue = "2",
      description = "Create the stream first, where it is not there (default: with 2 shards)")
  private Integer createShards;

  @ArgGroup(validate = false, heading = "%nAWS:%n")
  private AwsOptions aws = new AwsOptions();

  @Override
  public Integer call() {
    Problems problems = new Problems();
    check(problems);
    var access = aws.resolve(problems);
    problems.throwIfAny();
    try (KinesisClient kinesis = access.kinesis(KinesisClient.builder()).build();
        Stream<SourceRecord> records = records()) {
      if (createShards != null) {
        new StreamCreation(kinesis).create(stream, createShards);
      }
      tell(new Producer(kinesis, stream), records);
      return Rewind.DONE;
    } catch (ResourceNotFoundException e) {
      throw new UsageException(
          "--stream " + stream + ": there is no such stream; --create-stream creates it");
    }
  }

  private void tell(Producer producer, Stream<SourceRecord> records) {
    long put = aggregate ? producer.putAggregated(records, rate) : producer.put(records, rate);
    System.out.printf("put %,d records, %,d bytes, into %s%n", put, producer.bytes(), stream);
  }

  private Stream<SourceRecord> records() {
    if (file == null) {
      String member = key == null ? SourceRecords.FLIGHTS_KEY : key;
      return SourceRecords.flights(count == null ? SAMPLE_COUNT : count, member);
    }
    Stream<SourceRecord> all = SourceRecords.ofJsonLines(file, key);
    return count == null ? all : all.limit(count);
  }

  private void check(Problems problems) {
    if (file != null && sample != null) {
      problems.add("--file and --sample: give one of them");
    }
    if (file != null && key == null) {
      problems.add("--file " + file + ": --key FIELD has to say which member is the partition key");
    }
    problems.require(count == null || count >= 0, "--count", count, "must not be negative");
    problems.require(rate >= 0, "--rate", rate, "must not be negative; 0 is as fast as it goes");
    problems.require(
        createShards == null || createShards >= 1,
        "--create-stream",
        createShards,
        "needs a shard");
  }
}
