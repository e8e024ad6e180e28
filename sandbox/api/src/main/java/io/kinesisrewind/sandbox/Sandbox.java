package io.kinesisrewind.sandbox;

import io.kinesisrewind.sandbox.process.ChildProcess;
import io.kinesisrewind.sandbox.process.ProcessGroup;
import io.kinesisrewind.sandbox.process.SandboxHome;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Kinesis, S3 and DynamoDB on the loopback address of this machine, each a child process that ends
 * with this JVM, however that ends.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.start()) {
 *   KinesisClient kinesis = KinesisClient.builder().endpointOverride(sandbox.kinesisEndpoint())...
 * }
 * }</pre>
 *
 * <p>The emulators are kinesis-local (any credentials), S3Proxy (checks the signature) and DynamoDB
 * Local (any credentials).
 */
public final class Sandbox implements AutoCloseable {
  /** The account in the ARNs of the sandbox's streams. */
  public static final String ACCOUNT = "000000000000";

  static final String REGION = "us-east-1";
  static final String ACCESS_KEY = "test";
  static final String SECRET_KEY = "test";
  static final String LOGS = "logs";

  private static final Pattern LISTENING = Pattern.compile("(?m)^(?:http )?listening on (\\S+)$");

  /** Far above what a start takes, which is one or two seconds; the first one installs packages. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ProcessGroup processes;
  private final Map<Service, URI> endpoints;

  private Sandbox(ProcessGroup processes, Map<Service, URI> endpoints) {
    this.processes = processes;
    this.endpoints = endpoints;
  }

  /** Starts all services on free ports, their data deleted at the end. */
  public static Sandbox start() {
    return start(SandboxOptions.defaults());
  }

  /**
   * Starts the services in parallel and returns when all of them answer.
   *
   * @throws SandboxException if one does not start, with the last lines of its log; none is left
   *     running then
   */
  public static Sandbox start(SandboxOptions options) {
    ProcessGroup processes = ProcessGroup.in(options.directory());
    return processes.closedOnFailure(() -> new Sandbox(processes, endpoints(processes, options)));
  }

  private static Map<Service, URI> endpoints(ProcessGroup processes, SandboxOptions options) {
    ServiceCommands commands =
        new ServiceCommands(SandboxHome.find(), processes.directory(), options);
    Map<Service, ChildProcess> children = new EnumMap<>(Service.class);
    for (Service service : options.services()) {
      children.put(service, processes.start(commands.of(service)));
    }
    Map<Service, URI> endpoints = new EnumMap<>(Service.class);
    children.forEach(
        (service, child) ->
            endpoints.put(
                service, URI.create("http://" + child.awaitAnnouncement(LISTENING, PATIENCE))));
    return endpoints;
  }

  public URI kinesisEndpoint() {
    return endpoint(Service.KINESIS);
  }

  public URI s3Endpoint() {
    return endpoint(Service.S3);
  }

  public URI dynamoDbEndpoint() {
    return endpoint(Service.DYNAMODB);
  }

  /**
   * Where a service listens.
   *
   * @throws IllegalStateException if the sandbox was started without it
   */
  public URI endpoint(Service service) {
    URI endpoint = endpoints.get(service);
    if (endpoint == null) {
      throw new IllegalStateException("This sandbox was started without " + service.id());
    }
    return endpoint;
  }

  public String region() {
    return REGION;
  }

  public String accessKey() {
    return ACCESS_KEY;
  }

  public String secretKey() {
    return SECRET_KEY;
  }

  /** What an AWS SDK or tool needs in its environment to work with this sandbox. */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_REGION", REGION);
    environment.put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
    endpoints.forEach(
        (service, endpoint) -> environment.put(service.endpointVariable(), endpoint.toString()));
    return environment;
  }

  /** Creates a bucket unless it exists. */
  public void createBucket(String name) {
    new S3Buckets(s3Endpoint()).create(name);
  }

  /** A name no other test uses, for a stream, table or bucket: the prefix and a random suffix. */
  public String uniqueName(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** Where data and logs are. */
  public Path directory() {
    return processes.directory().root();
  }

  /** One file per service. */
  public Path logs() {
    return processes.directory().folder(LOGS);
  }

  /** Ends the processes; deletes the data unless a directory was chosen. */
  @Override
  public void close() {
    processes.close();
  }
}
