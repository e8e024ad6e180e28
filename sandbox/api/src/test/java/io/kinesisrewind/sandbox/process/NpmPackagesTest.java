package io.kinesisrewind.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With scripts in place of node and npm: what is run, when, and what is said if it fails. */
class NpmPackagesTest {
  private static final String NODE_20 = "echo v20.11.1";
  private static final String NPM_THAT_COUNTS = "mkdir -p node_modules; echo $* >> installs";

  @TempDir private Path folder;
  private Path source;
  private Path target;
  private Path programs;

  @BeforeEach
  void makeFolders() throws IOException {
    source = Files.createDirectories(folder.resolve("kinesis"));
    target = source.resolve("target");
    programs = Files.createDirectories(folder.resolve("bin"));
    Files.writeString(source.resolve("package.json"), "{}");
    Files.writeString(source.resolve("package-lock.json"), "{\"version\": 1}");
  }

  @Test
  void installsOnceHoweverManyAsk() throws IOException {
    program("node", NODE_20);
    program("npm", NPM_THAT_COUNTS);

    List<CompletableFuture<Path>> askers =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> packages().installed()))
            .toList();

    assertThat(askers)
        .allSatisfy(asker -> assertThat(asker.join()).isEqualTo(target.resolve("node_modules")));
    assertThat(installs())
        .containsExactly("ci --no-audit --no-fund --ignore-scripts --loglevel=error");
  }

  @Test
  void installsAgainWhenTheLockFileChanges() throws IOException {
    program("node", NODE_20);
    program("npm", NPM_THAT_COUNTS);
    packages().installed();
    Files.writeString(source.resolve("package-lock.json"), "{\"version\": 2}");

    packages().installed();

    assertThat(installs()).hasSize(2);
    assertThat(target.resolve("package-lock.json")).hasContent("{\"version\": 2}");
  }

  @Test
  void aMissingNodeIsSaidInOneSentenceWithTheRemedy() {
    assertThatThrownBy(() -> packages().installed())
        .isInstanceOf(SandboxException.class)
        .hasMessage(
            "node is not on the PATH. Install Node.js 18 or later (it brings npm): the sandbox"
                + " runs its Kinesis emulator on it.");
  }

  @Test
  void aMissingNpmToo() throws IOException {
    program("node", NODE_20);

    assertThatThrownBy(() -> packages().installed())
        .isInstanceOf(SandboxException.class)
        .hasMessageStartingWith("npm is not on the PATH. Install Node.js 18 or later");
  }

  @Test
  void anOldNodeIsRefused() throws IOException {
    program("node", "echo v16.20.2");

    assertThatThrownBy(() -> packages().installed())
        .isInstanceOf(SandboxException.class)
        .hasMessageStartingWith("node on the PATH is version v16.20.2. Install Node.js 18");
  }

  @Test
  void aFailureShowsTheEndOfWhatNpmSaid() throws IOException {
    program("node", NODE_20);
    program("npm", "for i in $(seq 100); do echo line $i; done; exit 3");

    assertThatThrownBy(() -> packages().installed())
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("npm ci --no-audit")
        .hasMessageContaining("failed with exit code 3")
        .hasMessageContaining("line 71\n")
        .hasMessageEndingWith("line 100")
        .hasMessageNotContaining("line 70\n");
  }

  private NpmPackages packages() {
    return new NpmPackages(source, target, NodeJs.on(programs.toString()));
  }

  private List<String> installs() throws IOException {
    return Files.readAllLines(target.resolve("installs"));
  }

  private void program(String name, String script) throws IOException {
    Path file = programs.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
