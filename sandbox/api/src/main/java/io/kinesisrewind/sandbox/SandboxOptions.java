package io.kinesisrewind.sandbox;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a sandbox runs, where it keeps its data, and on which ports it listens. Immutable; each
 * {@code with} method returns a changed copy.
 */
public final class SandboxOptions {
  private static final int ANY_FREE_PORT = 0;
  private static final int HIGHEST_PORT = 65_535;

  private final Set<Service> services;
  private final Optional<Path> directory;
  private final Map<Service, Integer> ports;

  private SandboxOptions(
      Set<Service> services, Optional<Path> directory, Map<Service, Integer> ports) {
    this.services = Collections.unmodifiableSet(services);
    this.directory = directory;
    this.ports = Collections.unmodifiableMap(ports);
  }

  /** All services, on free ports, in a temporary directory that is deleted at the end. */
  public static SandboxOptions defaults() {
    return new SandboxOptions(
        EnumSet.allOf(Service.class), Optional.empty(), new EnumMap<>(Service.class));
  }

  /** Runs these services only. */
  public SandboxOptions withServices(Service first, Service... more) {
    return new SandboxOptions(EnumSet.of(first, more), directory, ports);
  }

  /** Keeps the data in this directory: the next sandbox started in it has the same data. */
  public SandboxOptions withDirectory(Path directory) {
    return new SandboxOptions(services, Optional.of(directory), ports);
  }

  /** Listens on this port; without it a free one is taken. */
  public SandboxOptions withPort(Service service, int port) {
    if (port < ANY_FREE_PORT || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "The port of " + service.id() + " is from 0 (any free port) to 65535, not " + port);
    }
    EnumMap<Service, Integer> changed = new EnumMap<>(Service.class);
    changed.putAll(ports);
    changed.put(service, port);
    return new SandboxOptions(services, directory, changed);
  }

  public Set<Service> services() {
    return services;
  }

  /** Empty for a temporary directory. */
  public Optional<Path> directory() {
    return directory;
  }

  int port(Service service) {
    return ports.getOrDefault(service, ANY_FREE_PORT);
  }
}
