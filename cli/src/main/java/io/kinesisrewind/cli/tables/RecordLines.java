package io.kinesisrewind.cli.tables;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kinesisrewind.replay.delivery.file.JsonLine;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes records in the form that the user wants. */
public final class RecordLines {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final JsonLine AS_A_REPLAY_DOES = new JsonLine();
  private static final JsonLine READABLE = new JsonLine(DataForm::writeReadable);

  private final OutputStream out;
  private final DataForm form;
  private final String rawEnd;

  private RecordLines(OutputStream out, DataForm form, String rawEnd) {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    this.form = form;
    this.rawEnd = rawEnd;
  }

  /** For a single record: its raw form is its bytes and nothing else. */
  public static RecordLines ofOne(OutputStream out, DataForm form) {
    return new RecordLines(out, form, "");
  }

  /** For any number of records: a line break follows the raw form of each. */
  public static RecordLines ofMany(OutputStream out, DataForm form) {
    return new RecordLines(out, form, "\n");
  }

  void write(ArchivedRecord record) throws IOException {
    switch (form) {
      case base64 -> AS_A_REPLAY_DOES.encode(record, out);
      case json -> READABLE.encode(record, out);
      case raw -> writeRaw(record.getData().duplicate());
    }
  }

  /**
   * @return whether that shows; in the raw form there is nothing to write
   */
  boolean writeWithoutData(ArchivedRecord record, Optional<String> archiveLocation)
      throws IOException {
    if (form == DataForm.raw) {
      return false;
    }
    String location = archiveLocation.orElse(null);
    new JsonLine((data, json) -> writeLocation(location, json)).encode(record, out);
    return true;
  }

  void flush() throws IOException {
    out.flush();
  }

  private static void writeLocation(String location, JsonGenerator json) throws IOException {
    json.writeNull();
    json.writeStringField("archive_location", location);
  }

  private void writeRaw(ByteBuffer data) throws IOException {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    out.write(bytes);
    out.write(rawEnd.getBytes(StandardCharsets.UTF_8));
  }
}
