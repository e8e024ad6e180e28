package io.kinesisrewind.replay.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.delivery.file.JsonLine;
import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.runtime.UsageException;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSourceTest {

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    Path shard = Files.createDirectories(folder.resolve("in/" + Records.shard(0)));
    file = shard.resolve("a_part-0000000001-00000.jsonl");
    Files.write(file, lines(Records.random(20, 3, 1)));
  }

  @Test
  void everyLineIsCountedAndWhatIsHiddenIsNot() throws IOException {
    Files.writeString(file.resolveSibling(".b_part.jsonl.inprogress.1"), "half a li");
    Files.writeString(folder.resolve("in/_SUCCESS"), "");
    Files.write(folder.resolve("in/all.jsonl"), lines(Records.random(5, 3, 2)));

    FileSection section = plan(folder.resolve("in"), Records.STREAM);

    assertThat(section.totals().rows()).isEqualTo(25);
    assertThat(section.totals().files()).isEqualTo(2);
    assertThat(section.totals().exact()).isTrue();
    assertThat(section.totals().bytes()).isEqualTo(Files.size(file) + size("in/all.jsonl"));
  }

  @Test
  void aSingleFileMayHaveAnyNameEmptyLinesAndNoLastLineBreak() throws IOException {
    String text = new String(lines(Records.random(3, 3, 2)), UTF_8);
    Path single = Files.writeString(folder.resolve("x.txt"), "\r\n" + text.strip() + "\n \n");
    assertThat(plan(single, Records.STREAM).totals().rows()).isEqualTo(3);
  }

  @Test
  void recordsOfOtherStreamsAreLeftOutAndNamed() throws IOException {
    ArchivedRecord other = Records.random(1, 1, 3).get(0);
    other.setStreamName("other");
    Files.write(folder.resolve("in/other.jsonl"), lines(List.of(other)));

    FileSection section = plan(folder.resolve("in"), Records.STREAM);

    assertThat(section.totals().rows()).isEqualTo(20);
    assertThat(section.describe()).contains("left out  1 records of stream other");
    assertProblem(folder.resolve("in"), "third", "--stream third: is not in file:")
        .hasMessageEndingWith("which holds orders, other");
  }

  @Test
  void whatIsNotOursIsRefusedByName() throws IOException {
    Path foreign = Files.writeString(folder.resolve("in/notes.md"), "hello");
    assertProblem(folder.resolve("in"), foreign + ", which is not a file of records");

    Files.delete(foreign);
    Files.delete(file);
    assertProblem(folder.resolve("in"), "holds no file of records");
    assertProblem(folder.resolve("none"), "is not there");
  }

  @Test
  void aLineWithoutEndIsNotHeldInMemory() throws IOException {
    Path zeros = Files.createFile(folder.resolve("zeros.jsonl"));
    try (var channel = Files.newByteChannel(zeros, java.nio.file.StandardOpenOption.WRITE)) {
      channel.position(3L << 30).write(ByteBuffer.wrap(new byte[1])); // sparse
    }
    assertProblem(zeros, "line 1 of file:" + zeros + " is not a record")
        .hasMessageContaining("longer than any record");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | it is not JSON",
        "[1] | it is JSON, but not an object",
        "{\"a\":1} | it has no member stream_name",
        "\"sub_sequence_number\":0 -> \"sub_sequence_number\":-1 | sub_sequence_number is missing",
        "\"sequence_number\":\" -> \"sequence_number\":\"x | other characters than digits",
        "\"data\":\" -> \"data\":\"% | data is not base64",
        "\"data\" -> \"date\" | it has no member data",
        "key- -> \\ud83d | partition_key is not Unicode text",
        "2026- -> in 2026- | approximate_arrival_timestamp is not a time",
        "\"orders\" -> \"../orders\" | stream_name is not the name of a stream",
        "\"orders\" -> 7 | stream_name is not a text",
        "\"shard_id\" -> \"data\":\"\",\"shard_id\" | it is not JSON: Duplicate field",
        "} -> } {} | it is not JSON: Trailing token",
      })
  void aBrokenLineIsNamedWithItsReason(String change, String reason) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] parts = change.split(" -> ", -1);
    boolean replaces = parts.length == 2;
    lines.set(6, replaces ? lines.get(6).replace(parts[0], parts[1]) : change);
    Files.write(file, lines);

    assertProblem(folder.resolve("in"), "line 7 of file:" + file + " is not a record as")
        .hasMessageContaining(reason)
        .hasMessageEndingWith("; mend the line, or take it out");
  }

  @Test
  void aLargeFileIsReadInStretches() throws IOException {
    List<ArchivedRecord> records = Records.random(24, 3, 4);
    records.forEach(record -> record.setData(ByteBuffer.wrap(new byte[1 << 20])));
    Files.write(file, lines(records));

    LaneSplit lane = lane();

    assertThat(lane.blocks()).hasSize(4);
    assertThat(read(lane)).isEqualTo(records);
  }

  @Test
  void aFileThatIsChangedAfterItWasPlannedEndsTheReplay() throws IOException {
    LaneSplit lane = lane();
    Files.write(file, lines(Records.random(19, 3, 1)));
    assertThatThrownBy(() -> read(lane))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessage(
            "file:"
                + file
                + " was changed or taken away while it was being replayed; start the replay"
                + " again");

    Files.writeString(file, "x");
    assertThatThrownBy(() -> read(lane)).isInstanceOf(ReplayFailedException.class);
    Files.delete(file);
    assertThatThrownBy(() -> read(lane)).isInstanceOf(ReplayFailedException.class);
  }

  private LaneSplit lane() throws IOException {
    var path = new org.apache.flink.core.fs.Path(file.toUri());
    FileScan scan = FileScan.of(path.getFileSystem().getFileStatus(path), Records.STREAM);
    return LaneSplit.of(KeyBucket.of(0, 1), Selection.of(Records.STREAM), scan.blocks());
  }

  private static List<ArchivedRecord> read(LaneSplit lane) throws IOException {
    List<ArchivedRecord> records = new ArrayList<>();
    int number = 0;
    for (ArchiveBlock block : lane.blocks()) {
      new LineBlocks().read(lane, block, number++).forEach(row -> records.add(row.record()));
    }
    return records;
  }

  private long size(String name) throws IOException {
    return Files.size(folder.resolve(name));
  }

  private static AbstractThrowableAssert<?, ?> assertProblem(Path place, String message) {
    return assertProblem(place, Records.STREAM, message);
  }

  private static AbstractThrowableAssert<?, ?> assertProblem(
      Path place, String stream, String message) {
    return assertThatThrownBy(() -> plan(place, stream))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  private static FileSection plan(Path place, String stream) throws IOException {
    return FilePlanner.plan(new org.apache.flink.core.fs.Path(place.toUri()), Selection.of(stream));
  }

  static byte[] lines(List<ArchivedRecord> records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (ArchivedRecord record : records) {
      new JsonLine().encode(record, out);
    }
    return out.toByteArray();
  }
}
