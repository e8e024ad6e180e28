package io.kinesisrewind.archive.compact;

import io.kinesisrewind.schemas.CompactedFrom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Earlier compactions among a group's files. */
final class Compactions {

  private final Map<String, Map<Integer, CompactedFrom>> parts = new TreeMap<>();

  private Compactions() {}

  static Compactions of(List<GroupFile> files) {
    Compactions compactions = new Compactions();
    for (GroupFile file : files) {
      file.summary()
          .compactedFrom()
          .ifPresent(
              from ->
                  compactions
                      .parts
                      .computeIfAbsent(from.id(), id -> new HashMap<>())
                      .put(from.part(), from));
    }
    return compactions;
  }

  /** Ids of those of which every part is there. */
  Set<String> complete() {
    return parts.entrySet().stream()
        .filter(compaction -> isComplete(compaction.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  boolean hasIncomplete() {
    return complete().size() < parts.size();
  }

  /** Names of the files whose records are all in complete compactions. */
  Set<String> replaced() {
    Set<String> names = new HashSet<>();
    complete().forEach(id -> parts.get(id).values().forEach(part -> names.addAll(part.replaced())));
    return names;
  }

  /** Files beyond the first of each complete compaction. */
  long surplusFiles() {
    return complete().stream().mapToLong(id -> parts.get(id).size() - 1L).sum();
  }

  private static boolean isComplete(Map<Integer, CompactedFrom> found) {
    return found.size() == found.values().iterator().next().parts();
  }
}
