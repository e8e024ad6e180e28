package io.kinesisrewind.archive.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.RecoverableWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingFileSerializerTest {

  @TempDir Path archive;

  private final RecoverableWriter fileSystem = localFileSystem();
  private final PendingFileSerializer serializer =
      new PendingFileSerializer(fileSystem::getCommitRecoverableSerializer);

  @Test
  void aFileSurvivesARestart() throws IOException {
    PendingFile written = write();

    PendingFile restored =
        serializer.deserialize(serializer.getVersion(), serializer.serialize(written));
    commit(restored);

    assertThat(restored.records()).isEqualTo(2);
    assertThat(restored.payloadBytes()).isEqualTo(written.payloadBytes());
    assertThat(restored.fileBytes()).isEqualTo(written.fileBytes());
    assertThat(ArchiveReader.rows(archive)).hasSize(2);
  }

  @Test
  void mayBeCommittedTwice() throws IOException {
    PendingFile written = write();

    commit(written);
    commit(written);

    assertThat(ArchiveReader.rows(archive)).hasSize(2);
  }

  @Test
  void refusesAVersionItDoesNotKnow() throws IOException {
    byte[] bytes = serializer.serialize(write());

    assertThatThrownBy(() -> serializer.deserialize(99, bytes)).hasMessageContaining("version 99");
  }

  private PendingFile write() throws IOException {
    Block block = new Block(ArchiveHour.of(Records.record("a", 1)), KeyBucket.of(0, 1));
    block.add(Records.record("a", 1));
    block.add(Records.record("b", 2));
    var root = new org.apache.flink.core.fs.Path(archive.toUri());
    return new BlockFiles(root, fileSystem, Compression.DEFAULT).write(block);
  }

  private void commit(PendingFile file) throws IOException {
    fileSystem.recoverForCommit(file.recoverable()).commitAfterRecovery();
  }

  private static RecoverableWriter localFileSystem() {
    try {
      return FileSystem.getLocalFileSystem().createRecoverableWriter();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
