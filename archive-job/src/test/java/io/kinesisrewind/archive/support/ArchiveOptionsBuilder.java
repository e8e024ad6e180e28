package io.kinesisrewind.archive.support;

import io.kinesisrewind.archive.ArchiveJob;
import io.kinesisrewind.archive.ArchiveOptions;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;

/** Options as a user would give them, for the sandbox. */
public final class ArchiveOptionsBuilder {

  private final List<String> arguments = new ArrayList<>();

  public static ArchiveOptionsBuilder in(Sandbox sandbox) {
    return new ArchiveOptionsBuilder()
        .with("--region", sandbox.region())
        .with("--kinesis-endpoint", sandbox.kinesisEndpoint().toString())
        .with("--s3-endpoint", sandbox.s3Endpoint().toString())
        .with("--dynamodb-endpoint", sandbox.dynamoDbEndpoint().toString())
        .with("--poll-interval", "200ms")
        .with("--coalesce", "100ms");
  }

  /** Arguments, each option and each value one; an option given before is replaced. */
  public ArchiveOptionsBuilder with(String... more) {
    for (String argument : more) {
      if (argument.startsWith("--") && arguments.contains(argument)) {
        without(argument);
      }
      arguments.add(argument);
    }
    return this;
  }

  /** Takes an option that has a value back. */
  private void without(String option) {
    int index = arguments.indexOf(option);
    arguments.subList(index, index + 2).clear();
  }

  public List<String> arguments() {
    return List.copyOf(arguments);
  }

  public ArchiveOptions options() {
    ArchiveOptions options = new ArchiveOptions();
    JobArguments.parse(options, ArchiveJob.NAME, arguments.toArray(new String[0]));
    return options;
  }
}
