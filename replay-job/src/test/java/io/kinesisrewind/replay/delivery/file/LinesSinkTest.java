package io.kinesisrewind.replay.delivery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.testing.JsonLines;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.fs.RecoverableWriter.CommitRecoverable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink as Flink drives it: files of an epoch are committed with a later checkpoint. */
class LinesSinkTest {

  @TempDir Path folder;

  private final List<ArchivedRecord> records = Records.random(400, 9, 31);
  private LinesSink<ArchivedRecord> sink;

  @BeforeEach
  void create() {
    sink =
        new LinesSink<>(
            new org.apache.flink.core.fs.Path(folder.toUri()),
            "id_part",
            new JsonLine(),
            ArchivedRecord::getShardId);
  }

  @Test
  void nothingIsVisibleBeforeItIsCommitted() throws IOException {
    try (LinesWriter<ArchivedRecord> writer = sink.createWriter(0)) {
      write(writer, 0, 50);
      writer.flush(false);
      Collection<CommitRecoverable> files = writer.prepareCommit();

      assertThat(visible()).isEmpty();
      commit(files);
      commit(files); // repeated after a failure
      assertThat(visible())
          .containsExactly(
              Records.shard(0) + "/id_part-0000000000-0000" + numberOf(Records.shard(0)) + ".jsonl",
              Records.shard(1)
                  + "/id_part-0000000000-0000"
                  + numberOf(Records.shard(1))
                  + ".jsonl");
    }
    assertThat(JsonLines.read(folder)).containsExactlyElementsOf(records.subList(0, 50));
  }

  /** Random failures: what was read since the last complete checkpoint is read again. */
  @Test
  void eachShardIsThereOnceAndInOrderWhateverFails() throws IOException {
    Random random = new Random(3);
    long completed = 0;
    long checkpoint = 0;
    int done = 0;
    while (done < records.size()) {
      try (LinesWriter<ArchivedRecord> writer = sink.createWriter(completed)) {
        int from = done;
        boolean failed = false;
        while (from < records.size() && !failed) {
          int to = Math.min(records.size(), from + random.nextInt(20));
          write(writer, from, to);
          failed = random.nextInt(4) == 0;
          if (!failed) {
            writer.flush(false);
            Collection<CommitRecoverable> files = writer.prepareCommit();
            failed = random.nextInt(4) == 0; // before the checkpoint is completed
            checkpoint++; // a number is not used again
            if (!failed) {
              commit(files);
              completed = checkpoint;
              from = to;
              done = to;
            }
          }
        }
      }
    }
    for (int shard = 0; shard < 2; shard++) {
      String id = Records.shard(shard);
      assertThat(JsonLines.readShard(folder.resolve(id)))
          .isEqualTo(
              records.stream()
                  .filter(record -> record.getShardId().equals(id))
                  .collect(Collectors.toList()));
    }
  }

  @Test
  void whatIsNotTheIdOfAShardIsNoPath() {
    assertThat(ShardFolder.name(Records.shard(7))).isEqualTo(Records.shard(7));
    for (String odd :
        List.of("", ".", "..", "../x", "shardId-", "shardId-..", "shardId-/a", "a\u0000", "s3:")) {
      assertThat(ShardFolder.name(odd)).isEqualTo("other");
    }
  }

  @Test
  void aFileThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(folder.resolve(Records.shard(0)), "a file where a folder should be");
    Files.writeString(folder.resolve(Records.shard(1)), "a file where a folder should be");
    try (LinesWriter<ArchivedRecord> writer = sink.createWriter(0)) {
      assertThatThrownBy(() -> write(writer, 0, 1))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("Cannot write file:" + folder)
          .hasMessageEndingWith("check that the folder may be written to");
    }
  }

  /** Files of an epoch are numbered as they are begun. */
  private int numberOf(String shard) {
    return records.get(0).getShardId().equals(shard) ? 0 : 1;
  }

  private void write(LinesWriter<ArchivedRecord> writer, int from, int to) throws IOException {
    for (ArchivedRecord record : records.subList(from, to)) {
      writer.write(record, null);
    }
  }

  private void commit(Collection<CommitRecoverable> files) throws IOException {
    SimpleVersionedSerializer<CommitRecoverable> serializer = sink.getCommittableSerializer();
    RecoverableWriter fileSystem =
        new org.apache.flink.core.fs.Path(folder.toUri()).getFileSystem().createRecoverableWriter();
    for (CommitRecoverable file : files) {
      CommitRecoverable restored =
          serializer.deserialize(serializer.getVersion(), serializer.serialize(file));
      RecoverableFsDataOutputStream.Committer committer = fileSystem.recoverForCommit(restored);
      committer.commitAfterRecovery();
    }
  }

  private List<String> visible() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.contains("/."))
          .sorted()
          .forEach(names::add);
    }
    return names;
  }
}
