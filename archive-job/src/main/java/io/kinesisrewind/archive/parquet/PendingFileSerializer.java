package io.kinesisrewind.archive.parquet;

import java.io.IOException;
import org.apache.flink.core.fs.RecoverableWriter.CommitRecoverable;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.function.SupplierWithException;

/**
 * Version 2: the stream's name, then as version 1: records, payload bytes, file bytes (three
 * longs), then the recoverable with its own version in front.
 */
final class PendingFileSerializer implements SimpleVersionedSerializer<PendingFile> {

  private static final int VERSION = 2;
  private static final int WITHOUT_STREAM = 1;

  /** Of a file whose version does not say; only metrics show it. */
  static final String UNKNOWN_STREAM = "unknown";

  private final SupplierWithException<SimpleVersionedSerializer<CommitRecoverable>, IOException>
      recoverables;

  /**
   * @param recoverables the file system's own serializer; asked for when there is something to
   *     serialize, that is where the file system is
   */
  PendingFileSerializer(
      SupplierWithException<SimpleVersionedSerializer<CommitRecoverable>, IOException>
          recoverables) {
    this.recoverables = recoverables;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(PendingFile file) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    out.writeUTF(file.streamName());
    out.writeLong(file.records());
    out.writeLong(file.payloadBytes());
    out.writeLong(file.fileBytes());
    SimpleVersionedSerialization.writeVersionAndSerialize(
        recoverables.get(), file.recoverable(), out);
    return out.getCopyOfBuffer();
  }

  @Override
  public PendingFile deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION && version != WITHOUT_STREAM) {
      throw new IOException("Pending archive file of version " + version + ", known: " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    String streamName = version == WITHOUT_STREAM ? UNKNOWN_STREAM : in.readUTF();
    long records = in.readLong();
    long payloadBytes = in.readLong();
    long fileBytes = in.readLong();
    CommitRecoverable recoverable =
        SimpleVersionedSerialization.readVersionAndDeSerialize(recoverables.get(), in);
    return new PendingFile(streamName, recoverable, records, payloadBytes, fileBytes);
  }
}
