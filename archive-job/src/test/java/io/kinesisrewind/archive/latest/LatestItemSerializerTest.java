package io.kinesisrewind.archive.latest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.archive.latest.LatestItem.Form;
import io.kinesisrewind.archive.support.PutRecord;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.junit.jupiter.api.Test;

class LatestItemSerializerTest {

  private final LatestItemSerializer serializer = new LatestItemSerializer();

  @Property(tries = 200)
  void anItemSurvivesARestart(@ForAll("records") ArchivedRecord record, @ForAll Form form)
      throws IOException {
    String location = form == Form.LEFT_OUT ? "s3://bucket/archive/bucket-01-of-04-" : null;
    LatestItem item = new LatestItem(record, form, location);

    LatestItem restored = roundTrip(item);

    assertThat(PutRecord.of(restored.record())).isEqualTo(PutRecord.of(record));
    assertThat(restored.form()).isEqualTo(form);
    assertThat(restored.archiveLocation()).isEqualTo(item.archiveLocation());
  }

  @Test
  void stateSurvivesARestart() throws IOException {
    LatestItem item = new LatestItem(Records.record("a", 1), Form.AS_PUT, null);
    BufferedRequestState<LatestItem> state =
        new BufferedRequestState<>(
            List.of(
                new org.apache.flink.connector.base.sink.writer.RequestEntryWrapper<>(item, 10)));

    BufferedRequestState<LatestItem> restored =
        serializer.deserialize(serializer.getVersion(), serializer.serialize(state));

    assertThat(restored.getBufferedRequestEntries()).hasSize(1);
    assertThat(restored.getStateSize()).isEqualTo(10);
  }

  @Test
  void refusesWhatIsNotAnItem() {
    assertThatThrownBy(() -> serializer.deserialize(1, new byte[100]))
        .isInstanceOf(Exception.class);
  }

  private LatestItem roundTrip(LatestItem item) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    serializer.serializeRequestToStream(item, new DataOutputStream(bytes));
    return serializer.deserializeRequestFromStream(
        0, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  @Provide
  Arbitrary<ArchivedRecord> records() {
    return Records.any();
  }
}
