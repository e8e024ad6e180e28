package io.kinesisrewind.replay.plan;

import io.kinesisrewind.schemas.KeyBucket;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which partition keys are replayed: those named and those with one of the prefixes, or all where
 * neither is given; never an excluded one. Immutable.
 */
public final class KeyChoice implements Serializable {

  /** Every key. */
  public static final KeyChoice ALL =
      new KeyChoice(Collections.emptySet(), Collections.emptySet(), Collections.emptySet());

  private static final long serialVersionUID = 1L;

  private final TreeSet<String> keys;
  private final TreeSet<String> prefixes;
  private final TreeSet<String> excluded;

  private KeyChoice(
      Collection<String> keys, Collection<String> prefixes, Collection<String> excluded) {
    this.keys = new TreeSet<>(keys);
    this.prefixes = new TreeSet<>(prefixes);
    this.excluded = new TreeSet<>(excluded);
  }

  public KeyChoice withKeys(Collection<String> keys) {
    return new KeyChoice(keys, prefixes, excluded);
  }

  public KeyChoice withPrefixes(Collection<String> prefixes) {
    return new KeyChoice(keys, prefixes, excluded);
  }

  public KeyChoice without(Collection<String> excluded) {
    return new KeyChoice(keys, prefixes, excluded);
  }

  public SortedSet<String> keys() {
    return Collections.unmodifiableSortedSet(keys);
  }

  public SortedSet<String> prefixes() {
    return Collections.unmodifiableSortedSet(prefixes);
  }

  /** Whether any key may be read, excluded ones aside. */
  public boolean readsAll() {
    return keys.isEmpty() && prefixes.isEmpty();
  }

  public boolean matches(String key) {
    return (readsAll() || keys.contains(key) || hasPrefix(key)) && !excluded.contains(key);
  }

  /** Whether a key of the bucket can be chosen. */
  public boolean mayHold(KeyBucket bucket) {
    return readsAll() || !prefixes.isEmpty() || keys.stream().anyMatch(bucket::contains);
  }

  /**
   * What a reader of the bucket's keys has to know, so that a long list of keys is in the splits
   * once and not once a lane. Which keys are excluded it need not know: the select step does.
   *
   * @param bucket one that {@link #mayHold} lets through
   */
  public KeyChoice within(KeyBucket bucket) {
    return new KeyChoice(
        keys.stream().filter(bucket::contains).collect(Collectors.toList()),
        prefixes,
        Collections.emptySet());
  }

  private boolean hasPrefix(String key) {
    // What a key starts with is not above it in this order, and begins with the same character.
    for (String prefix : prefixes.headSet(key, true).descendingSet()) {
      if (key.startsWith(prefix)) {
        return true;
      }
      if (prefix.charAt(0) != key.charAt(0)) {
        return false;
      }
    }
    return false;
  }
}
