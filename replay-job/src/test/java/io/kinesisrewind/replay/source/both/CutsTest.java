package io.kinesisrewind.replay.source.both;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.stream.plan.Lineage;
import io.kinesisrewind.replay.testing.FakeShards;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.Shard;

class CutsTest {

  private static final Duration OVERLAP = Duration.ofSeconds(10);
  private static final String PARENT = Records.shard(0);
  private static final String CHILD = Records.shard(1);

  @TempDir Path folder;

  private final FakeShards stream = new FakeShards();
  private final List<Shard> shards = new ArrayList<>();
  private final List<ArchivedRecord> archived = new ArrayList<>();

  @Test
  void theCutIsTheFirstRecordWithinTheOverlap() throws Exception {
    open(PARENT, null);
    put(0, 0, 60, 40);

    Cuts cuts = find();

    // The last archived one arrived at 40 s; from 30 s on it is the stream's.
    assertThat(cuts.cuts()).containsOnlyKeys(PARENT).containsValue("31");
    assertThat(cuts.starts().get(PARENT).sequence()).contains("31");
  }

  @Test
  void aShardThatTheArchiveDoesNotKnowIsReadFromItsBeginning() throws Exception {
    open(PARENT, null);
    put(0, 5, 20, -1);

    assertThat(find().cuts()).containsValue("6");
  }

  @Test
  void aShardWithoutRecordsHasNoCutAndIsReadAllTheSame() throws Exception {
    open(PARENT, null);

    Cuts cuts = find();

    assertThat(cuts.cuts()).isEmpty();
    assertThat(cuts.starts()).containsOnlyKeys(PARENT);
    assertThat(cuts.starts().get(PARENT).sequence()).isEmpty();
  }

  @Test
  void aClosedShardThatIsArchivedForLongIsTheArchivesAlone() throws Exception {
    closed(PARENT);
    open(CHILD, PARENT);
    put(0, 0, 20, 20);
    put(1, 20, 60, 50);

    Cuts cuts = find();

    assertThat(cuts.starts()).containsOnlyKeys(CHILD);
    assertThat(cuts.cuts()).containsOnlyKeys(CHILD).containsValue("41");
  }

  @Test
  void aChildIsReadFromItsBeginningWhileItsParentIsReadFromTheStream() throws Exception {
    closed(PARENT);
    open(CHILD, PARENT);
    put(0, 0, 20, 20);
    put(1, 20, 60, 25); // not for longer than the overlap

    Cuts cuts = find();

    assertThat(cuts.cuts()).containsEntry(PARENT, "10").containsEntry(CHILD, "21");
  }

  @Test
  void aClosedShardWithARecordThatIsNotArchivedIsReadFromTheStream() throws Exception {
    closed(PARENT);
    open(CHILD, PARENT);
    put(0, 0, 20, 18);
    put(1, 20, 60, 60);

    assertThat(find().cuts()).containsEntry(PARENT, "9").containsEntry(CHILD, "21");
  }

  /** A record a second, its sequence number one more than its second. */
  private void put(int shard, int from, int to, int archivedTo) {
    for (int second = from; second < to; second++) {
      Instant arrival = Records.START.plusSeconds(second);
      stream.put(Records.shard(shard), second + 1, arrival);
      if (second <= archivedTo) {
        archived.add(Records.record(shard, second + 1, "k", arrival, new byte[1]));
      }
    }
  }

  private void open(String id, String parent) {
    shards.add(shard(id, parent, null));
  }

  private void closed(String id) {
    stream.close(id);
    shards.add(shard(id, null, "99"));
  }

  private static Shard shard(String id, String parent, String ending) {
    return Shard.builder()
        .shardId(id)
        .parentShardId(parent)
        .sequenceNumberRange(
            range -> range.startingSequenceNumber("0").endingSequenceNumber(ending))
        .build();
  }

  private Cuts find() throws Exception {
    org.apache.flink.core.fs.Path root = new org.apache.flink.core.fs.Path(folder.toUri());
    new TestArchive(root).write(archived, 2);
    ArchivedShards known = ArchivedShards.find(root, Selection.of(Records.STREAM));
    return Cuts.find(stream, shards, new Lineage(shards), known, OVERLAP);
  }
}
