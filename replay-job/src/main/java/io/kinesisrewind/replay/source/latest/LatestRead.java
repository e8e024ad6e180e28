package io.kinesisrewind.replay.source.latest;

import io.kinesisrewind.replay.source.Candidate;
import java.util.Optional;

/** What has become of one key: the record of its item, or none, where the key is not there. */
final class LatestRead {

  private final String key;
  private final Candidate candidate;

  /**
   * @param candidate null for none
   */
  LatestRead(String key, Candidate candidate) {
    this.key = key;
    this.candidate = candidate;
  }

  String key() {
    return key;
  }

  Optional<Candidate> candidate() {
    return Optional.ofNullable(candidate);
  }
}
