package io.kinesisrewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.runtime.JobArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OptionsReferenceTest {

  private static final Path PAGE = Path.of(System.getProperty("rewind.root"), "docs/options.md");

  @Test
  void pageIsCurrent() throws IOException {
    String made = OptionsReference.markdown(JobArguments.configure(new CommandLine(new Rewind())));
    if (Boolean.getBoolean("rewind.update-docs")) {
      Files.writeString(PAGE, made);
    }

    assertThat(PAGE).content().isEqualTo(made);
  }
}
