package io.kinesisrewind.archive.latest;

import io.kinesisrewind.archive.latest.LatestItem.Form;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;

/**
 * Items not written yet when a checkpoint is taken: none, as {@link LatestTableWriter#flush} goes,
 * but what is saved must be readable. Version 1 of an item: its form by name, its archive location
 * (empty: none), then the record's length and the record in Avro's single-object encoding, which
 * carries its schema's fingerprint.
 */
final class LatestItemSerializer extends AsyncSinkWriterStateSerializer<LatestItem> {

  private static final int VERSION = 1;

  @Override
  protected void serializeRequestToStream(LatestItem item, DataOutputStream out)
      throws IOException {
    out.writeUTF(item.form().name());
    out.writeUTF(item.archiveLocation().orElse(""));
    ByteBuffer record = item.record().toByteBuffer();
    byte[] bytes = new byte[record.remaining()];
    record.get(bytes);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  protected LatestItem deserializeRequestFromStream(long size, DataInputStream in)
      throws IOException {
    Form form = Form.valueOf(in.readUTF());
    String location = in.readUTF();
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    ArchivedRecord record = ArchivedRecord.fromByteBuffer(ByteBuffer.wrap(bytes));
    return new LatestItem(record, form, location.isEmpty() ? null : location);
  }

  @Override
  public int getVersion() {
    return VERSION;
  }
}
