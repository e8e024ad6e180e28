package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchiveJobTest {

  @Test
  void onManagedFlinkThePropertyGroupChoosesTheProgram() {
    assertThat(ArchiveJob.asksForCompaction(Set.of("compact")::contains)).isTrue();
    assertThat(ArchiveJob.asksForCompaction(Set.of("archive")::contains)).isFalse();
    assertThat(ArchiveJob.asksForCompaction(Set.of("archive", "compact")::contains)).isFalse();
    assertThat(ArchiveJob.asksForCompaction(Set.<String>of()::contains)).isFalse();
  }
}
