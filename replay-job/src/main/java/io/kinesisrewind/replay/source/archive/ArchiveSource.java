package io.kinesisrewind.replay.source.archive;

import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.archive.enumerator.LaneEnumerator;
import io.kinesisrewind.replay.source.archive.enumerator.LanesSerializer;
import io.kinesisrewind.replay.source.archive.reader.ArchiveSourceReader;
import io.kinesisrewind.replay.source.archive.reader.BlockReader;
import io.kinesisrewind.replay.source.archive.reader.ParquetBlocks;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.source.archive.split.LaneSplitSerializer;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * The planned part of an archive. Every row that the files give is in exactly one {@link
 * Candidate}; event time is the record's effective arrival.
 */
public final class ArchiveSource
    implements Source<Candidate, LaneSplit, List<LaneSplit>>, ResultTypeQueryable<Candidate> {

  private static final long serialVersionUID = 1L;

  private final byte[] lanes;
  private final int laneCount;
  private final SerializableSupplier<BlockReader> blocks;

  private ArchiveSource(byte[] lanes, int laneCount, SerializableSupplier<BlockReader> blocks) {
    this.lanes = lanes;
    this.laneCount = laneCount;
    this.blocks = blocks;
  }

  public static ArchiveSource of(List<LaneSplit> lanes) throws IOException {
    return of(lanes, ParquetBlocks::new);
  }

  /** Of blocks that are something else than files of an archive. */
  public static ArchiveSource of(List<LaneSplit> lanes, SerializableSupplier<BlockReader> blocks)
      throws IOException {
    return new ArchiveSource(new LanesSerializer().serialize(lanes), lanes.size(), blocks);
  }

  /** Those with something to read. */
  int lanes() {
    return laneCount;
  }

  /** More readers than this have nothing to do. */
  public int maxParallelism() {
    return Math.max(1, laneCount);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<LaneSplit, List<LaneSplit>> createEnumerator(
      SplitEnumeratorContext<LaneSplit> context) throws IOException {
    LanesSerializer serializer = new LanesSerializer();
    return restoreEnumerator(context, serializer.deserialize(serializer.getVersion(), lanes));
  }

  @Override
  public SplitEnumerator<LaneSplit, List<LaneSplit>> restoreEnumerator(
      SplitEnumeratorContext<LaneSplit> context, List<LaneSplit> unassigned) {
    return new LaneEnumerator(context, unassigned);
  }

  @Override
  public SourceReader<Candidate, LaneSplit> createReader(SourceReaderContext context) {
    return new ArchiveSourceReader(context, blocks.get());
  }

  @Override
  public SimpleVersionedSerializer<LaneSplit> getSplitSerializer() {
    return new LaneSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<List<LaneSplit>> getEnumeratorCheckpointSerializer() {
    return new LanesSerializer();
  }

  @Override
  public TypeInformation<Candidate> getProducedType() {
    return Candidate.TYPE;
  }
}
