package io.kinesisrewind.replay.source.gate;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SourceEvent;

/** A reader's word that it has emitted all of some splits. */
public final class SplitsEnded implements SourceEvent {

  private static final long serialVersionUID = 1L;

  private final TreeSet<String> splitIds;

  public SplitsEnded(Collection<String> splitIds) {
    this.splitIds = new TreeSet<>(splitIds);
  }

  Set<String> splitIds() {
    return Collections.unmodifiableSet(splitIds);
  }
}
