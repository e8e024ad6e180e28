package io.kinesisrewind.replay.source.gate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A reader's word that it has emitted all of some splits, and what is to be read after them. */
public final class SplitsEnded implements SourceEvent {

  private static final long serialVersionUID = 2L;

  private final TreeSet<String> splitIds;
  private final ArrayList<byte[]> following;

  private SplitsEnded(Collection<String> splitIds, List<byte[]> following) {
    this.splitIds = new TreeSet<>(splitIds);
    this.following = new ArrayList<>(following);
  }

  /** Of splits that nothing follows but what is planned. */
  public static SplitsEnded of(Collection<String> splitIds) {
    return new SplitsEnded(splitIds, List.of());
  }

  /**
   * @param following what their ends brought to light; a split may be told of more than once
   */
  public static <S extends GatedSplit> SplitsEnded of(
      Collection<String> splitIds, Collection<S> following, SimpleVersionedSerializer<S> serializer)
      throws IOException {
    List<byte[]> bytes = new ArrayList<>();
    for (S split : following) {
      bytes.add(SimpleVersionedSerialization.writeVersionAndSerialize(serializer, split));
    }
    return new SplitsEnded(splitIds, bytes);
  }

  Set<String> splitIds() {
    return Collections.unmodifiableSet(splitIds);
  }

  <S extends GatedSplit> List<S> following(SimpleVersionedSerializer<S> serializer)
      throws IOException {
    List<S> splits = new ArrayList<>();
    for (byte[] bytes : following) {
      splits.add(SimpleVersionedSerialization.readVersionAndDeSerialize(serializer, bytes));
    }
    return splits;
  }
}
