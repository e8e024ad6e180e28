package io.kinesisrewind.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingDirectoryTest {
  @TempDir private Path folder;

  @Test
  void aTemporaryOneIsDeletedAtTheEnd() throws IOException {
    WorkingDirectory directory = WorkingDirectory.open(Optional.empty());
    Files.writeString(directory.folder("data").resolve("file"), "content");

    directory.close();

    assertThat(directory.root()).doesNotExist();
  }

  @Test
  void theUsersIsKept() throws IOException {
    WorkingDirectory directory = WorkingDirectory.open(Optional.of(folder.resolve("mine")));
    Files.writeString(directory.folder("data").resolve("file"), "content");

    directory.close();

    assertThat(folder.resolve("mine/data/file")).hasContent("content");
  }

  @Test
  void oneSandboxAtATimeUsesIt() {
    WorkingDirectory first = WorkingDirectory.open(Optional.of(folder));
    assertThatThrownBy(() -> WorkingDirectory.open(Optional.of(folder)))
        .isInstanceOf(SandboxException.class)
        .hasMessage("Another sandbox runs in " + folder + "; stop it, or choose another directory");
    first.close();

    WorkingDirectory.open(Optional.of(folder)).close();
  }
}
