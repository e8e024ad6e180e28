package io.kinesisrewind.replay.chaos;

import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.faults.Fault;
import io.kinesisrewind.sandbox.faults.FaultProxy;
import io.kinesisrewind.sandbox.faults.FaultRule;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.core.fs.Path;

/** An archive on S3 of some hours, each of which can be made to wait until it is let through. */
final class GatedArchive implements AutoCloseable {

  private static final int RECORDS_AN_HOUR = 120;
  private static final int KEYS = 15;
  private static final int BUCKETS = 2;

  private final FaultProxy s3;
  private final TestArchive archive;
  private final List<ArchivedRecord> records;

  /** Of each hour but the first. */
  private final List<CountDownLatch> gates = new ArrayList<>();

  private int open;

  private GatedArchive(FaultProxy s3, TestArchive archive, List<ArchivedRecord> records) {
    this.s3 = s3;
    this.archive = archive;
    this.records = records;
  }

  /** With all gates open. */
  static GatedArchive write(Sandbox sandbox, int hours) throws IOException {
    String bucket = sandbox.uniqueName("archive");
    sandbox.createBucket(bucket);
    TestArchive archive = new TestArchive(new Path("s3://" + bucket + "/archive"));
    List<ArchivedRecord> records = records(hours);
    for (int hour = 0; hour < hours; hour++) {
      archive.write(new ArrayList<>(hour(records, hour)), BUCKETS);
    }
    return new GatedArchive(FaultProxy.start(sandbox.s3Endpoint(), 1), archive, records);
  }

  /** Hours apart, so that each file is opened when the one before it is used up. */
  private static List<ArchivedRecord> records(int hours) {
    List<ArchivedRecord> records = Records.random(hours * RECORDS_AN_HOUR, KEYS, 5);
    for (int i = 0; i < records.size(); i++) {
      records
          .get(i)
          .setApproximateArrivalTimestamp(
              Records.START.plus(Duration.ofHours(i / RECORDS_AN_HOUR)).plusMillis(i));
      String json = "{\"number\":" + i + "}";
      records.get(i).setData(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }
    return records;
  }

  /** Shuts the gates of all hours but the first. */
  void shutGates() {
    List<Path> files = archive.files();
    for (int hour = 1; hour < files.size() / BUCKETS; hour++) {
      CountDownLatch gate = new CountDownLatch(1);
      gates.add(gate);
      for (Path file : files.subList(hour * BUCKETS, (hour + 1) * BUCKETS)) {
        s3.inject(FaultRule.of(Fault.waitFor(gate)).withPath(file.getName()));
      }
    }
  }

  /** The next one. */
  void openGate() {
    gates.get(open++).countDown();
  }

  void openAllGates() {
    gates.forEach(CountDownLatch::countDown);
  }

  /** What can be read as the gates stand. */
  List<ArchivedRecord> upToGate() {
    return records.subList(0, (open + 1) * RECORDS_AN_HOUR);
  }

  List<ArchivedRecord> records() {
    return records;
  }

  Path root() {
    return archive.root();
  }

  /** Of S3 with the gates. */
  URI endpoint() {
    return s3.endpoint();
  }

  @Override
  public void close() {
    s3.close();
  }

  private static List<ArchivedRecord> hour(List<ArchivedRecord> records, int hour) {
    return records.subList(hour * RECORDS_AN_HOUR, (hour + 1) * RECORDS_AN_HOUR);
  }
}
