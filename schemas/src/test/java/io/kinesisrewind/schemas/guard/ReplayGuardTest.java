package io.kinesisrewind.schemas.guard;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;

class ReplayGuardTest {

  private final History history = new History();

  @Example
  void appliesLiveRecordsAndKnowsThemAgain() {
    Delivery first = history.live();
    Delivery second = history.live();

    assertThat(decide(GuardState.NONE, first)).isEqualTo(Decision.APPLY);
    assertThat(decide(after(first), second)).isEqualTo(Decision.APPLY);
    assertThat(decide(after(second), second)).isEqualTo(Decision.DUPLICATE);
    assertThat(decide(after(second), first)).isEqualTo(Decision.STALE);
  }

  @Example
  void aReplayBringsWhatWasMissedButNeverGoesBack() {
    Delivery first = history.live();
    Delivery missed = history.live();
    Delivery replayOfFirst = history.replay(first);
    Delivery replayOfMissed = history.replay(missed);

    assertThat(decide(after(first), replayOfMissed)).isEqualTo(Decision.APPLY);
    assertThat(decide(after(first), replayOfFirst)).isEqualTo(Decision.DUPLICATE);
    assertThat(decide(after(replayOfMissed), replayOfFirst)).isEqualTo(Decision.STALE);
    assertThat(decide(after(replayOfMissed), missed)).isEqualTo(Decision.DUPLICATE);
  }

  @Example
  void anOverwritingReplayGoesBackAndLiveRecordsGoOnFromThere() {
    Delivery first = history.live();
    Delivery second = history.live();
    Delivery back = history.overwrite(first);
    Delivery third = history.live();

    assertThat(decide(after(second), back)).isEqualTo(Decision.APPLY);
    assertThat(decide(after(back), second)).isEqualTo(Decision.STALE);
    assertThat(decide(after(back), history.replay(second))).isEqualTo(Decision.STALE);
    assertThat(decide(after(back), third)).isEqualTo(Decision.APPLY);
    assertThat(decide(after(third), back)).isEqualTo(Decision.STALE);
  }

  @Example
  void throughAnotherStreamOverwritingAppliesOnceMoreButDoesNotGoBack() {
    Delivery first = history.live();
    Delivery second = history.live();

    assertThat(decide(after(first), history.replayElsewhere(first))).isEqualTo(Decision.DUPLICATE);
    assertThat(decide(after(first), history.overwriteElsewhere(first))).isEqualTo(Decision.APPLY);
    assertThat(decide(after(second), history.overwriteElsewhere(first))).isEqualTo(Decision.STALE);
  }

  @Example
  void anOverwritingRecordThatWasArchivedIsAnOriginalLikeAnyOther() {
    Delivery first = history.live();
    Delivery back = history.overwrite(first);

    assertThat(decide(after(first), history.replay(back))).isEqualTo(Decision.APPLY);
    assertThat(decide(after(back), history.replay(back))).isEqualTo(Decision.DUPLICATE);
  }

  @Example
  void aReplayedRecordThatIsReplayedInItsTurnStandsForItsOriginal() {
    Delivery first = history.live();
    Delivery replayed = history.replay(first);
    Delivery elsewhere = history.replayElsewhere(replayed);
    Delivery second = history.live();

    assertThat(decide(after(first), history.replay(elsewhere))).isEqualTo(Decision.DUPLICATE);
    assertThat(decide(after(second), history.replay(replayed))).isEqualTo(Decision.STALE);
  }

  private static Decision decide(GuardState state, Delivery delivery) {
    return ReplayGuard.decide(state, delivery.arrival);
  }

  private static GuardState after(Delivery delivery) {
    return GuardState.after(delivery.arrival);
  }
}
