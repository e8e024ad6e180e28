package io.kinesisrewind.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code ./rewind history} on a real table. */
class HistoryIT {

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private static final byte[] DATA = {0, 1, -1};

  private final List<TestTable> tables = new ArrayList<>();
  private String stream;
  private TestTable table;
  private TableRuns runs;

  @BeforeEach
  void createTable() {
    Sandbox sandbox = SANDBOX.sandbox();
    stream = sandbox.uniqueName("orders");
    table = TestTable.history(sandbox, stream);
    tables.add(table);
    runs = new TableRuns(sandbox);
  }

  @AfterEach
  void dropTables() {
    tables.forEach(TestTable::close);
  }

  @Test
  void printsALineLikeAReplayToAFile() {
    table.put(TestTable.item("a \"key\"\n", "99", 3, DATA));

    Run run = runs.run("history", stream, "--key=a \"key\"\n");

    assertThat(run)
        .isEqualTo(
            new Run(
                Rewind.DONE,
                "{\"stream_name\":\""
                    + stream
                    + "\",\"shard_id\":\"shardId-000000000002\","
                    + "\"sequence_number\":\"99\",\"sub_sequence_number\":3,"
                    + "\"partition_key\":\"a \\\"key\\\"\\n\",\"explicit_hash_key\":null,"
                    + "\"approximate_arrival_timestamp\":\"2026-03-01T09:59:00.005Z\","
                    + "\"data\":\"AAH/\",\"replay_id\":null}\n",
                "1 record from " + table.name() + "\n"));
  }

  @Test
  void isInTheOrderOfPositionsAcrossPages() {
    // 4,000 items of 1 KB are at least four pages. From one digit on: as text, 9 would be last.
    List<Map<String, AttributeValue>> items =
        new ArrayList<>(
            IntStream.range(0, 4_000)
                .mapToObj(i -> TestTable.item("k", "" + i / 2, i % 2, new byte[1_000]))
                .toList());
    Collections.shuffle(items, new Random(3));
    table.put(items);
    table.put(TestTable.item("other", "5", 0, DATA));
    List<String> all = IntStream.range(0, 4_000).mapToObj(i -> i / 2 + ":" + i % 2).toList();

    Run whole = runs.run("history", stream, "--key=k");
    assertThat(TableRuns.positions(whole)).isEqualTo(all);
    assertThat(whole.err()).endsWith("4,000 records from " + table.name() + "\n");

    Run after =
        runs.run("history", stream, "--key=k", "--after-sequence=99:0", "--to-sequence=100");
    assertThat(TableRuns.positions(after)).containsExactly("99:1", "100:0", "100:1");
    Run afterAll = runs.run("history", stream, "--key=k", "--after-sequence=99", "--limit=1");
    assertThat(TableRuns.positions(afterAll)).containsExactly("100:0");
    Run upTo = runs.run("history", stream, "--key=k", "--to-sequence=1:0");
    assertThat(TableRuns.positions(upTo)).containsExactly("0:0", "0:1", "1:0");

    assertThat(inParts(1_700)).isEqualTo(all);
  }

  /** With a limit that is more than a page, going on each time with what the command says. */
  private List<String> inParts(int limit) {
    Pattern next = Pattern.compile("--after-sequence (\\S+)");
    List<String> found = new ArrayList<>();
    String[] more = {};
    while (true) {
      List<String> args =
          new ArrayList<>(List.of("history", stream, "--key=k", "--limit=" + limit));
      args.addAll(List.of(more));
      Run run = runs.run(args.toArray(String[]::new));
      assertThat(run.exitCode()).isEqualTo(Rewind.DONE);
      found.addAll(TableRuns.positions(run));
      Matcher matcher = next.matcher(run.err());
      if (!matcher.find()) {
        return found;
      }
      more = new String[] {"--after-sequence", matcher.group(1)};
    }
  }

  @Test
  void whatIsExpiredIsNotThereAnyMore() {
    table.put(TestTable.expiring(TestTable.item("k", "1", 0, DATA), -3_600));
    table.put(TestTable.expiring(TestTable.item("k", "2", 0, DATA), 3_600));
    table.put(TestTable.expiring(TestTable.item("k", "3", 0, DATA), -1));
    table.put(TestTable.item("k", "4", 0, DATA));

    Run run = runs.run("history", stream, "--key=k", "--limit=2");

    assertThat(TableRuns.positions(run)).containsExactly("2:0", "4:0");
    assertThat(run.err()).contains("2 records from " + table.name());
  }

  @Test
  void rawIsTheDataLineByLine() {
    table.put(TestTable.item("k", "1", 0, "one".getBytes(UTF_8)));
    table.put(TestTable.gzipped("k", "2", "two".getBytes(UTF_8)));

    assertThat(runs.run("history", stream, "--key=k", "--data=raw").out()).isEqualTo("one\ntwo\n");
  }

  @Test
  void aKeyWithoutRecords() {
    table.put(TestTable.item("k", "1", 0, DATA));

    assertThat(runs.run("history", stream, "--key=K\n"))
        .isEqualTo(
            new Run(
                Rewind.FAILED, "", "rewind: no record of key 'K\\n' in " + table.name() + "\n"));
    assertThat(runs.run("history", stream, "--key=k", "--after-sequence=1"))
        .isEqualTo(
            new Run(
                Rewind.FAILED,
                "",
                "rewind: no record of key 'k' in this range in " + table.name() + "\n"));
  }

  @Test
  void anItemOfSomebodyElseIsToldAndTheRestIsPrinted() {
    Map<String, AttributeValue> foreign = TestTable.item("k", "1", 0, DATA);
    foreign.remove("shardId");
    table.put(foreign);
    table.put(TestTable.item("k", "2", 0, DATA));

    Run run = runs.run("history", stream, "--key=k");

    assertThat(TableRuns.positions(run)).containsExactly("2:0");
    assertThat(run.exitCode()).isEqualTo(Rewind.FAILED);
    assertThat(run.err())
        .contains("an item of " + table.name() + ", key 'k', is not one of an archive job")
        .contains("no shardId (text)")
        .contains("1 record from " + table.name() + "; 1 not understood");
  }

  @Test
  void aTableThatIsNotThereOrIsSomebodyElses() {
    Run missing = runs.run("history", "gone", "--key=k");
    assertThat(missing.exitCode()).isEqualTo(Rewind.USAGE);
    assertThat(missing.out()).isEmpty();
    assertThat(missing.err())
        .contains("gone-archive-all does not exist")
        .contains("./rewind setup gone --mode parquet+latest+all");

    String other = SANDBOX.sandbox().uniqueName("other");
    tables.add(TestTable.foreign(SANDBOX.sandbox(), other + "-archive-all"));
    Run wrongKey = runs.run("history", other, "--key=k");
    assertThat(wrongKey.exitCode()).isEqualTo(Rewind.USAGE);
    assertThat(wrongKey.err())
        .contains(other + "-archive-all has the key id (S) as hash")
        .contains("partitionKey (S) as hash, position (B) as range");
  }
}
