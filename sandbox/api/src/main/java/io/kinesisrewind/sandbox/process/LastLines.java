package io.kinesisrewind.sandbox.process;

import java.util.List;

/** The end of a program's output, which is where it says what went wrong. */
final class LastLines {
  private static final int COUNT = 30;

  private LastLines() {}

  static String of(String text) {
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - COUNT), lines.size()));
  }
}
