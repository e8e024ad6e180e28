package io.kinesisrewind.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxHomeTest {
  @TempDir private Path project;

  @Test
  void isFoundAboveTheWorkingDirectory() throws IOException {
    Path sandbox = makeHome(project.resolve("sandbox"));
    Path deepInside = Files.createDirectories(project.resolve("cli/target/somewhere"));

    assertThat(SandboxHome.find(null, deepInside).kinesis()).isEqualTo(sandbox.resolve("kinesis"));
  }

  @Test
  void isWhereThePropertySays() throws IOException {
    Path elsewhere = makeHome(project.resolve("elsewhere"));

    assertThat(SandboxHome.find(elsewhere.toString(), project).kinesis())
        .isEqualTo(elsewhere.resolve("kinesis"));
  }

  @Test
  void aWrongPropertyIsNotPassedOverInSilence() {
    assertThatThrownBy(() -> SandboxHome.find(project.toString(), project))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining(SandboxHome.PROPERTY)
        .hasMessageContaining(project.toString());
  }

  @Test
  void itsAbsenceIsExplained() {
    assertThatThrownBy(() -> SandboxHome.find(null, project))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("run inside the Kinesis Rewind project")
        .hasMessageContaining(SandboxHome.PROPERTY);
  }

  @Test
  void aPartThatIsNotBuiltSaysHowToBuildIt() throws IOException {
    SandboxHome home = SandboxHome.find(makeHome(project.resolve("sandbox")).toString(), project);

    assertThatThrownBy(() -> home.serverClassPath("s3-server"))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("The sandbox is not built")
        .hasMessageContaining("mvn -f")
        .hasMessageContaining("package -DskipTests");
  }

  @Test
  void aServerRunsFromItsClassesAndTheJarsItsBuildLists() throws IOException {
    Path sandbox = makeHome(project.resolve("sandbox"));
    Path target = Files.createDirectories(sandbox.resolve("s3-server/target"));
    Files.createDirectories(target.resolve("classes"));
    Files.writeString(target.resolve("class-path"), "lib/a.jar:lib/b.jar\n");

    assertThat(SandboxHome.find(sandbox.toString(), project).serverClassPath("s3-server"))
        .containsExactly(target + "/classes", target + "/lib/a.jar", target + "/lib/b.jar");
  }

  private static Path makeHome(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("kinesis"));
    Files.writeString(directory.resolve("kinesis/package-lock.json"), "{}");
    return directory;
  }
}
