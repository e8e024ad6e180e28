package io.kinesisrewind.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The addresses processes listen on, as Linux tells it under /proc. */
final class Listeners {
  private static final String LISTEN = "0A";
  private static final int ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private Listeners() {}

  /** The TCP addresses, in the kernel's hexadecimal form, of one process. */
  static List<String> of(ProcessHandle process) throws IOException {
    Path folder = Path.of("/proc", Long.toString(process.pid()));
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(folder.resolve("fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (Files.isSymbolicLink(descriptor)) {
          sockets.add(Files.readSymbolicLink(descriptor).toString());
        }
      }
    }
    return Stream.concat(
            Files.readAllLines(folder.resolve("net/tcp")).stream(),
            Files.readAllLines(folder.resolve("net/tcp6")).stream())
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns[STATE].equals(LISTEN))
        .filter(columns -> sockets.contains("socket:[" + columns[INODE] + "]"))
        .map(columns -> columns[ADDRESS].substring(0, columns[ADDRESS].indexOf(':')))
        .toList();
  }
}
