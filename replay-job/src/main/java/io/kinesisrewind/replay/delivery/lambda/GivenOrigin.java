package io.kinesisrewind.replay.delivery.lambda;

import java.util.Optional;

/** What the user says of where events come from. */
public final class GivenOrigin {

  private final String sourceArn;
  private final String identityArn;

  /** What is null is to be found out. */
  public GivenOrigin(String sourceArn, String identityArn) {
    this.sourceArn = sourceArn;
    this.identityArn = identityArn;
  }

  Optional<String> sourceArn() {
    return Optional.ofNullable(sourceArn);
  }

  Optional<String> identityArn() {
    return Optional.ofNullable(identityArn);
  }

  boolean isWhole() {
    return sourceArn != null && identityArn != null;
  }
}
