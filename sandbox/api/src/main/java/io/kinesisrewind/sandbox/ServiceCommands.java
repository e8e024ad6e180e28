package io.kinesisrewind.sandbox;

import io.kinesisrewind.sandbox.process.ChildCommand;
import io.kinesisrewind.sandbox.process.JavaCommand;
import io.kinesisrewind.sandbox.process.NodeJs;
import io.kinesisrewind.sandbox.process.NpmPackages;
import io.kinesisrewind.sandbox.process.SandboxHome;
import io.kinesisrewind.sandbox.process.WorkingDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command that starts each service. */
final class ServiceCommands {
  /** Small servers on a laptop: few threads, addresses as tools print them. */
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xmx512m", "-Djava.net.preferIPv4Stack=true");

  private static final List<String> KINESIS_DELAYS =
      List.of(
          "CREATE_STREAM",
          "DELETE_STREAM",
          "REGISTER_STREAM_CONSUMER",
          "DEREGISTER_STREAM_CONSUMER",
          "START_STREAM_ENCRYPTION",
          "STOP_STREAM_ENCRYPTION",
          "SPLIT_SHARD",
          "MERGE_SHARDS",
          "UPDATE_SHARD_COUNT",
          "UPDATE_STREAM_MODE");

  private final SandboxHome home;
  private final WorkingDirectory directory;
  private final SandboxOptions options;
  private final JavaCommand java;

  ServiceCommands(SandboxHome home, WorkingDirectory directory, SandboxOptions options) {
    this.home = home;
    this.directory = directory;
    this.options = options;
    this.java = JavaCommand.withGuardIn(directory.folder("launcher"));
  }

  ChildCommand of(Service service) {
    return switch (service) {
      case S3 -> s3();
      case DYNAMODB -> dynamoDb();
      case KINESIS -> kinesis();
    };
  }

  private ChildCommand s3() {
    return javaServer(
        Service.S3,
        "s3-server",
        "io.kinesisrewind.sandbox.s3.S3Server",
        List.of(
            port(Service.S3), data(Service.S3).toString(), Sandbox.ACCESS_KEY, Sandbox.SECRET_KEY));
  }

  private ChildCommand dynamoDb() {
    List<String> arguments = new ArrayList<>(List.of(port(Service.DYNAMODB)));
    if (options.directory().isPresent()) {
      arguments.add(data(Service.DYNAMODB).toString());
    }
    return javaServer(
        Service.DYNAMODB,
        "dynamodb-server",
        "io.kinesisrewind.sandbox.dynamodb.DynamoDbServer",
        arguments);
  }

  private ChildCommand javaServer(
      Service service, String part, String mainClass, List<String> arguments) {
    return command(
        service, java.of(JVM_OPTIONS, home.serverClassPath(part), mainClass, arguments), Map.of());
  }

  private ChildCommand kinesis() {
    NodeJs nodeJs = NodeJs.onPath();
    Path emulator = new NpmPackages(home, nodeJs).installed().resolve("kinesis-local");
    List<String> words =
        List.of(
            nodeJs.node().toString(),
            "--require",
            home.kinesis().resolve("preload.js").toString(),
            emulator.resolve("main.js").toString());
    return command(Service.KINESIS, words, kinesisEnvironment(emulator));
  }

  private Map<String, String> kinesisEnvironment(Path emulator) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_REGION", Sandbox.REGION);
    environment.put("AWS_ACCOUNT_ID", Sandbox.ACCOUNT);
    environment.put("KINESIS_MOCK_PLAIN_PORT", port(Service.KINESIS));
    // Only the name of the listener that nobody uses, see preload.js.
    environment.put("KINESIS_MOCK_TLS_PORT", "1");
    environment.put("KINESIS_MOCK_CERT_PATH", emulator.resolve("server.json").toString());
    environment.put("LOG_LEVEL", "ERROR");
    environment.put("SHARD_LIMIT", "1000");
    environment.put("ON_DEMAND_STREAM_COUNT_LIMIT", "100");
    // Over by the next request: the SDK's waiters look again only after ten seconds.
    KINESIS_DELAYS.forEach(delay -> environment.put(delay + "_DURATION", "1ms"));
    if (options.directory().isPresent()) {
      environment.put("SHOULD_PERSIST_DATA", "true");
      environment.put("PERSIST_PATH", data(Service.KINESIS).toString());
    }
    return environment;
  }

  private String port(Service service) {
    return Integer.toString(options.port(service));
  }

  private ChildCommand command(
      Service service, List<String> words, Map<String, String> environment) {
    return new ChildCommand(
        "The sandbox's " + service.id() + " server",
        words,
        environment,
        data(service),
        directory.folder(Sandbox.LOGS).resolve(service.id() + ".log"));
  }

  private Path data(Service service) {
    return directory.folder(service.id());
  }
}
