package io.kinesisrewind.archive.latest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.LatestTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The very requests that DynamoDB is sent, applied to a table as its conditions define. */
class LatestConvergenceTest {

  private static final int RECORDS = 4;
  private static final Duration TTL = Duration.ofMinutes(10);

  private final LatestItems deleting =
      LatestItems.in(ArchiveLocation.none()).deleting(Tombstone.EMPTY);

  /**
   * Every choice of tombstones among four records of a key, in every interleaving of two jobs that
   * both write all of them, one having started again from any record.
   */
  @Example
  void twoJobsInWhateverInterleavingLeaveTheLastRecord() {
    for (int tombstones = 0; tombstones < (1 << RECORDS); tombstones++) {
      List<ArchivedRecord> records = records(tombstones);
      for (int restart = 0; restart <= RECORDS; restart++) {
        List<ArchivedRecord> first = new ArrayList<>(records);
        first.addAll(records.subList(restart, RECORDS));
        for (List<ArchivedRecord> interleaving : interleavings(first, records)) {
          ModelTable table = write(interleaving, deleting);

          assertThat(table.wentBack()).isEmpty();
          assertThat(table.sequenceNumber("a")).isEqualTo(RECORDS);
          assertThat(LatestTable.isDeleted(table.item("a")))
              .isEqualTo(isTombstone(tombstones, RECORDS - 1));
        }
      }
    }
  }

  @Property(tries = 500)
  void whateverTheOrderAndRepetitionTheStateIsTheSame(
      @ForAll("anyRecords") List<ArchivedRecord> records, @ForAll Random random) {
    List<ArchivedRecord> messy = new ArrayList<>(records);
    records.forEach(
        record -> IntStream.range(0, random.nextInt(3)).forEach(i -> messy.add(record)));
    java.util.Collections.shuffle(messy, random);

    ModelTable inOrder = write(records, deleting);
    ModelTable inDisorder = write(messy, deleting);

    assertThat(inDisorder.live()).isEqualTo(inOrder.live());
    assertThat(inDisorder.wentBack()).isEmpty();
  }

  /**
   * Time passes between writes, and DynamoDB deletes what has expired when it likes: no older
   * record appears where a newer one was.
   */
  @Property(tries = 1000)
  void expiryBringsNoOlderRecordBack(@ForAll Random random) {
    LatestItems expiring = deleting.expiring(Expiry.after(Map.of(Records.STREAM, TTL)));
    List<ArchivedRecord> records = records(random.nextInt(1 << RECORDS));
    ModelTable table = new ModelTable();
    Instant now = Records.NOON.plusSeconds(RECORDS);
    for (int step = 0; step < 40; step++) {
      now = now.plusSeconds(random.nextInt(60));
      if (random.nextInt(4) == 0) {
        table.expire(now);
      }
      ArchivedRecord record = records.get(random.nextInt(RECORDS));
      table.apply(LatestPut.of(expiring.of(record), expiring, now));

      assertThat(table.wentBack()).isEmpty();
    }
  }

  @Example
  void anExpiredRecordStillReplacesAnOlderOneThatLivesForEver() {
    List<ArchivedRecord> records = records(0);
    ModelTable table = write(records.subList(0, 1), deleting);
    LatestItems expiring = deleting.expiring(Expiry.after(Map.of(Records.STREAM, TTL)));
    Instant later = Records.NOON.plus(TTL).plusSeconds(60);

    table.apply(LatestPut.of(expiring.of(records.get(1)), expiring, later));
    assertThat(table.sequenceNumber("a")).isEqualTo(2);
    table.expire(later);
    table.apply(LatestPut.of(expiring.of(records.get(0)), expiring, later));

    assertThat(table.live()).isEmpty();
  }

  @Example
  void aMarkerOutlivesWhatAStreamCanKeep() {
    LatestItems expiring = deleting.expiring(Expiry.after(Map.of(Records.STREAM, TTL)));
    ArchivedRecord tombstone = Records.record("a", 2, new byte[0]);

    assertThat(expiring.expiry(expiring.of(tombstone)))
        .hasValue(Records.NOON.plus(Duration.ofDays(365 + 1)));
  }

  private static ModelTable write(List<ArchivedRecord> records, LatestItems items) {
    ModelTable table = new ModelTable();
    for (ArchivedRecord record : records) {
      table.apply(LatestPut.of(items.of(record), items, Records.NOON));
    }
    return table;
  }

  /** Of one key, one a second; a bit says which are tombstones. */
  private static List<ArchivedRecord> records(int tombstones) {
    return IntStream.range(0, RECORDS)
        .mapToObj(
            i ->
                Records.record(
                    "a",
                    i + 1,
                    Records.NOON.plusSeconds(i),
                    new byte[isTombstone(tombstones, i) ? 0 : 1]))
        .collect(Collectors.toList());
  }

  private static boolean isTombstone(int tombstones, int record) {
    return ((tombstones >> record) & 1) == 1;
  }

  private static <T> List<List<T>> interleavings(List<T> left, List<T> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return List.of(Stream.concat(left.stream(), right.stream()).collect(Collectors.toList()));
    }
    List<List<T>> all = new ArrayList<>();
    interleavings(left.subList(1, left.size()), right).forEach(rest -> all.add(with(left, rest)));
    interleavings(left, right.subList(1, right.size())).forEach(rest -> all.add(with(right, rest)));
    return all;
  }

  private static <T> List<T> with(List<T> first, List<T> rest) {
    List<T> joined = new ArrayList<>(List.of(first.get(0)));
    joined.addAll(rest);
    return joined;
  }

  @Provide
  Arbitrary<List<ArchivedRecord>> anyRecords() {
    return Arbitraries.integers()
        .between(0, 2)
        .list()
        .ofMaxSize(30)
        .map(
            sizes ->
                IntStream.range(0, sizes.size())
                    .mapToObj(i -> Records.record("key-" + i % 5, i + 1, new byte[sizes.get(i)]))
                    .collect(Collectors.toList()));
  }
}
