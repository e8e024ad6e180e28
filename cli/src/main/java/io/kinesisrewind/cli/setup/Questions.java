package io.kinesisrewind.cli.setup;

import io.kinesisrewind.archive.ArchiveMode;
import io.kinesisrewind.archive.streams.StreamTags;
import io.kinesisrewind.archive.streams.TagException;
import io.kinesisrewind.runtime.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/** Asks a user at a terminal for what the options leave open. */
public final class Questions {

  private final Terminal terminal;

  Questions(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Asks on standard error, so that standard output may go elsewhere. */
  public static Questions onTerminal() {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    return new Questions(
        prompt -> {
          System.err.print(prompt);
          System.err.flush();
          try {
            return in.readLine();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Where somebody answers. */
  @FunctionalInterface
  interface Terminal {

    /**
     * @return the line typed; null at its end
     */
    String readLine(String prompt);
  }

  /** What the stream has is what Enter answers. */
  public ArchiveMode mode(Map<String, String> tags) {
    return ask(
        "What to keep: parquet, latest, all, or some of them joined by +",
        present(() -> StreamTags.mode(tags)).orElse(ArchiveMode.DEFAULT).toString(),
        ArchiveMode::parse);
  }

  /** What the stream has is what Enter answers. */
  public Optional<Duration> ttl(Map<String, String> tags) {
    return ask(
        "How long records stay in DynamoDB, such as 30d, or none for ever",
        Wanted.text(present(() -> StreamTags.ttl(tags))),
        Wanted::ttl);
  }

  /** Whether the user answers yes; Enter means no. */
  public boolean confirmed(String question) {
    String answer = answer(question + " [y/N] ");
    return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
  }

  private <T> T ask(String question, String preset, Function<String, T> parser) {
    String problem = "";
    while (true) {
      String answer = answer(problem + question + " [" + preset + "]: ");
      try {
        return parser.apply(answer.isEmpty() ? preset : answer);
      } catch (TypeConversionException e) {
        problem = e.getMessage() + "\n";
      }
    }
  }

  private String answer(String prompt) {
    String line = terminal.readLine(prompt);
    if (line == null) {
      throw new UsageException("Nothing is answered, so nothing is done; give --mode and --ttl");
    }
    return line.trim();
  }

  /** A tag that is not understood is one to be replaced. */
  private static <T> Optional<T> present(Tag<T> tag) {
    try {
      return tag.read();
    } catch (TagException e) {
      return Optional.empty();
    }
  }

  @FunctionalInterface
  private interface Tag<T> {
    Optional<T> read() throws TagException;
  }
}
