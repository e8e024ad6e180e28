package io.kinesisrewind.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each benchmark in small: it runs, and its figures stand where they belong. Never how fast. */
class BenchmarksIT {

  @Test
  void pipeline() {
    List<List<String>> rows =
        run(
            "pipeline",
            "--payload-bytes=100,400",
            "--most-records=2000",
            "--rounds=2",
            "--warm-up=0");

    assertThat(column(rows, "payload")).containsExactly("100 B", "400 B");
    assertThat(column(rows, "records")).containsExactly("2000", "2000");
    assertThat(column(rows, "files")).containsExactly("4", "4");
    assertThat(column(rows, "**ratio, CPU**")).allSatisfy(BenchmarksIT::isPositive);
    assertThat(column(rows, "pipeline bytes/payload")).allSatisfy(BenchmarksIT::isPositive);
  }

  @Test
  void pipelineWithAProfile() {
    String output =
        output(
            "pipeline",
            "--payload-bytes=400",
            "--most-records=20000",
            "--rounds=1",
            "--warm-up=0",
            "--profile");

    // Which steps so few samples meet is chance.
    assertThat(output).contains("| step, 400 B", "| share of ", "**ratio, CPU**");
  }

  @Test
  void memory() {
    List<List<String>> rows =
        run("memory", "--heap=256m", "--megabytes=8", "--block-size=1mb", "--write-buffer=4mb");

    assertThat(rows).hasSize(5);
    assertThat(column(rows, "write-buffer + block-size MB")).containsOnly("5");
    assertThat(column(rows, "base MB")).allSatisfy(BenchmarksIT::isPositive);
    // So small, the job drowns in what the cluster holds for a while: it may even be below zero.
    assertThat(column(rows, "peak MB over base"))
        .allSatisfy(figure -> assertThat(number(figure)).isFinite());
    assertThat(column(rows, "files")).allSatisfy(BenchmarksIT::isPositive);
  }

  @Test
  void latest() {
    List<List<String>> rows = run("latest", "--rates=200", "--seconds=2");

    assertThat(column(rows, "--coalesce")).containsExactly("0s", "1s");
    assertThat(column(rows, "records")).containsExactly("400", "400");
    List<String> writes = column(rows, "writes");
    assertThat(writes).allSatisfy(BenchmarksIT::isPositive);
    assertThat(Integer.parseInt(writes.get(1))).isLessThanOrEqualTo(400);
  }

  @Test
  void size() {
    List<List<String>> rows = run("size", "--records=500", "--flights=2000");

    assertThat(rows).hasSize(5);
    assertThat(column(rows, "**archive**")).allSatisfy(BenchmarksIT::isPositive);
    // Base64 alone makes four bytes of three.
    assertThat(column(rows, "base64 items"))
        .allSatisfy(figure -> assertThat(number(figure)).isGreaterThan(4 / 3.0));
  }

  @Test
  void scale() {
    String output =
        output(
            "scale",
            "--slots=1,2",
            "--streams=1,3",
            "--records=2000",
            "--rounds=1",
            "--rate=500",
            "--seconds=4",
            "--checkpoint-seconds=1");

    List<List<String>> rows = rows(output);
    List<List<String>> slots = rows.subList(0, 3);
    List<List<String>> streams = rows.subList(3, 6);
    assertThat(column(slots, "slots")).containsExactly("1", "2");
    assertThat(column(slots, "records/s")).allSatisfy(BenchmarksIT::isPositive);
    assertThat(column(streams, "streams")).containsExactly("1", "3");
    assertThat(column(streams, "checkpoints")).allSatisfy(BenchmarksIT::isPositive);
  }

  @Test
  void scan() {
    List<List<String>> rows =
        run("scan", "--payload-bytes=100", "--most-records=2000", "--rounds=2", "--warm-up=0");

    assertThat(column(rows, "records")).containsExactly("2000");
    assertThat(column(rows, "files")).containsExactly("4");
    assertThat(column(rows, "**ratio, CPU**")).allSatisfy(BenchmarksIT::isPositive);
  }

  @Test
  void lookup() {
    List<List<String>> rows = run("lookup", "--records=20000", "--rounds=1");

    assertThat(column(rows, "records")).containsExactly("20000");
    assertThat(column(rows, "**bytes, scan/key**"))
        .allSatisfy(figure -> assertThat(number(figure)).isGreaterThan(1));
    assertThat(column(rows, "DuckDB ms")).allSatisfy(BenchmarksIT::isPositive);
  }

  @Test
  void planning() {
    List<List<String>> rows = run("planning", "--days=1,2", "--records=8", "--rounds=1");

    assertThat(column(rows, "days")).containsExactly("1", "2");
    assertThat(column(rows, "listings")).containsExactly("3", "3");
    assertThat(column(rows, "files opened")).isEqualTo(column(rows, "files of the hour"));
  }

  @Test
  void sink() {
    List<List<String>> rows =
        rows(
            output(
                "sink",
                "--records=200",
                "--rounds=1",
                "--shards=2",
                "--seconds=0.8",
                "--latency-ms=0",
                "--keys=ZIPF"));

    List<List<String>> emulator = rows.subList(0, 2);
    List<List<String>> limits = rows.subList(2, 5);
    assertThat(column(emulator, "records")).containsExactly("200");
    assertThat(column(emulator, "**ratio**")).allSatisfy(BenchmarksIT::isFinite);
    assertThat(column(limits, "delivery")).containsExactly("ORDERED", "UNORDERED");
    assertThat(column(limits, "records")).containsExactly("1600", "1600");
    assertThat(column(limits, "out of order")).first().isEqualTo("0");
    assertThat(column(limits, "**share of the capacity**")).allSatisfy(BenchmarksIT::isFinite);
    assertThat(column(limits, "**in the middle half**")).allSatisfy(BenchmarksIT::isFinite);
  }

  private static List<List<String>> run(String... arguments) {
    return rows(output(arguments));
  }

  private static String output(String... arguments) {
    StringWriter output = new StringWriter();
    int exit = Benchmarks.commandLine().setOut(new PrintWriter(output)).execute(arguments);
    assertThat(exit).as(output.toString()).isZero();
    return output.toString();
  }

  /** The rows of all tables, headings too, rules left out. */
  private static List<List<String>> rows(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith("|") && !line.startsWith("| ---"))
        .map(line -> line.substring(1, line.lastIndexOf('|')))
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::trim).toList())
        .toList();
  }

  private static List<String> column(List<List<String>> rows, String heading) {
    int column = rows.get(0).indexOf(heading);
    assertThat(column).as("column '%s' of %s", heading, rows.get(0)).isNotNegative();
    return rows.subList(1, rows.size()).stream().map(row -> row.get(column)).toList();
  }

  private static void isPositive(String figure) {
    assertThat(number(figure)).as(figure).isPositive();
  }

  /** How slow a run may be is nobody's to say here: a figure may round to 0. */
  private static void isFinite(String figure) {
    assertThat(number(figure)).as(figure).isFinite();
  }

  private static double number(String figure) {
    return Double.parseDouble(figure.replace("*", ""));
  }
}
