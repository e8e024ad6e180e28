package io.kinesisrewind.cli;

import io.kinesisrewind.runtime.UsageException;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** {@code ./rewind up}: the sandbox in the foreground. */
@Command(
    name = "up",
    description = "Run Kinesis, S3 and DynamoDB on this machine until Ctrl-C.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "In one terminal:",
      "  ./rewind up --env-file rewind.env --stream flights --stream copy --bucket archive",
      "In another:",
      "  source rewind.env",
      "  ./rewind produce --stream flights --sample flights --count 2000",
      "  ./rewind archive --stream flights --archive s3://archive/ --create-tables --for 30s",
      "  ./rewind replay --archive s3://archive/ --stream flights --target kinesis:copy"
    })
final class UpCommand implements Callable<Integer> {

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Keep the data here, for the next time (default: gone at the end)")
  private Path directory;

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "Write the endpoints as 'export NAME=value' lines, to be sourced")
  private Path envFile;

  @Option(
      names = "--stream",
      paramLabel = "NAME[:SHARDS]",
      converter = StreamToCreate.Converter.class,
      description = "A stream to create (default number of shards: 2); may be repeated")
  private List<StreamToCreate> streams = List.of();

  @Option(
      names = "--bucket",
      paramLabel = "NAME",
      description = "A bucket to create; may be repeated")
  private List<String> buckets = List.of();

  @Override
  public Integer call() throws Exception {
    SandboxOptions options = SandboxOptions.defaults();
    try (Sandbox sandbox =
        Sandbox.start(directory == null ? options : options.withDirectory(directory))) {
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
      writeEnvFile(sandbox);
      create(sandbox);
      tell(sandbox);
      stopped.await(); // the shutdown hook ends it
      return Rewind.DONE;
    }
  }

  private void create(Sandbox sandbox) {
    buckets.forEach(sandbox::createBucket);
    if (!streams.isEmpty()) {
      try (KinesisClient kinesis =
          SandboxAccess.of(sandbox).kinesis(KinesisClient.builder()).build()) {
        StreamCreation creation = new StreamCreation(kinesis);
        streams.forEach(stream -> creation.create(stream.name(), stream.shards()));
      }
    }
  }

  private void tell(Sandbox sandbox) {
    System.out.println("Kinesis   " + sandbox.kinesisEndpoint());
    System.out.println("S3        " + sandbox.s3Endpoint() + "  (path style)");
    System.out.println("DynamoDB  " + sandbox.dynamoDbEndpoint());
    System.out.println("Data      " + sandbox.directory());
    if (envFile != null) {
      System.out.println("In another terminal: source " + envFile);
    }
    System.out.println("Ready. Ctrl-C ends it.");
  }

  private void writeEnvFile(Sandbox sandbox) {
    if (envFile == null) {
      return;
    }
    String lines =
        sandbox.environment().entrySet().stream()
            .map(variable -> "export " + variable.getKey() + "=" + variable.getValue() + "\n")
            .collect(Collectors.joining());
    try {
      Files.writeString(envFile, lines);
    } catch (IOException e) {
      throw new UsageException(
          "--env-file "
              + envFile
              + ": cannot be written ("
              + Causes.root(e)
              + "); name another file");
    }
  }
}
