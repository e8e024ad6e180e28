package io.kinesisrewind.replay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.testing.FlakyFiles;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextObjectTest {

  private final AtomicInteger failures = new AtomicInteger();

  @TempDir java.nio.file.Path folder;

  @AfterEach
  void mend() {
    FlakyFiles.onOpen(path -> {});
  }

  @Test
  void anObjectThatIsReplacedWhileItIsReadIsReadAgain() throws IOException {
    TextObject object = new TextObject(new Path("flaky://" + folder + "/status.json"));
    assertThat(object.read(text -> text)).isEmpty();
    object.write("{}");
    FlakyFiles.onOpen(
        path -> {
          if (failures.getAndDecrement() > 0) {
            throw new IOException("changed");
          }
        });

    failures.set(2);
    assertThat(object.read(text -> text)).contains("{}");

    failures.set(1_000);
    assertThatThrownBy(() -> object.read(text -> text))
        .isInstanceOf(IOException.class)
        .hasMessage("changed");
  }

  @Test
  void oneThatIsNotWholeIsReadAgain() throws IOException {
    TextObject object = new TextObject(new Path(folder + "/status.json"));
    object.write("{}");

    failures.set(2);
    assertThat(object.read(this::parsed)).contains("{}");

    failures.set(1_000);
    assertThatThrownBy(() -> object.read(this::parsed))
        .isInstanceOf(IOException.class)
        .hasMessage("not whole");
  }

  private String parsed(String text) throws IOException {
    if (failures.getAndDecrement() > 0) {
      throw new IOException("not whole");
    }
    return text;
  }
}
