package io.kinesisrewind.replay.source.archive.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivedRecordsTest {

  @TempDir private Path folder;
  private TestArchive archive;

  @BeforeEach
  void archive() throws Exception {
    // One key at one and the same time: only the positions tell the records apart.
    List<ArchivedRecord> first = new ArrayList<>();
    List<ArchivedRecord> second = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      (i < 120 ? first : second).add(record(0, i / 2, i % 2, (byte) i));
    }
    second.add(record(1, 30, 1, (byte) -1));
    // As compaction may leave it: other buckets, and some records twice.
    archive =
        new TestArchive(new org.apache.flink.core.fs.Path(folder.toUri()))
            .write(first, 4)
            .write(second, 1)
            .write(new ArrayList<>(second), 2);
  }

  @Test
  void findsARecordByItsIdentity() throws Exception {
    assertThat(find(record(0, 30, 1, (byte) 0))).isEqualTo((byte) 61);
    assertThat(find(record(0, 99, 0, (byte) 0))).isEqualTo((byte) 198);
    assertThat(find(record(1, 30, 1, (byte) 0))).isEqualTo((byte) -1);
  }

  @Test
  void findsNothingWhereThereIsNone() throws Exception {
    ArchivedRecord later = record(0, 30, 1, (byte) 0);
    later.setApproximateArrivalTimestamp(Records.START.plusMillis(1));

    assertThat(ArchivedRecords.find(archive.root(), later)).isEmpty();
    assertThat(ArchivedRecords.find(archive.root(), record(0, 30, 2, (byte) 0))).isEmpty();
    assertThat(ArchivedRecords.find(archive.root(), record(2, 30, 1, (byte) 0))).isEmpty();
    assertThat(
            ArchivedRecords.find(
                new org.apache.flink.core.fs.Path(folder.resolve("none").toUri()),
                record(0, 30, 1, (byte) 0)))
        .isEmpty();
  }

  private byte find(ArchivedRecord wanted) throws Exception {
    ByteBuffer data = ArchivedRecords.find(archive.root(), wanted).orElseThrow().getData();
    assertThat(data.remaining()).isEqualTo(1);
    return data.get(0);
  }

  private static ArchivedRecord record(int shard, long sequence, long sub, byte data) {
    ArchivedRecord record = Records.record(shard, sequence, "k", Records.START, new byte[] {data});
    record.setSubSequenceNumber(sub);
    return record;
  }
}
