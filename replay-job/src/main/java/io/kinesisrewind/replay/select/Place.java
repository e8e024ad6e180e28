package io.kinesisrewind.replay.select;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in an expression; as a text, its line below the rest of the message, with carets. */
final class Place {

  /** As the planner says it; counted from 1, the end included, and of a single place without. */
  private static final Pattern SAID =
      Pattern.compile("line (\\d+), column (\\d+)(?: to line (\\d+), column (\\d+))?");

  private static final Pattern TEXT = Pattern.compile("'(?:[^']|'')*'");
  private static final Pattern BETWEEN_PARTS =
      Pattern.compile("(?i)\\b(?:AND|OR|NOT|CASE|WHEN|THEN|ELSE|END)\\b");
  private static final int MOST_PARTS = 30;

  private final String line;
  private final int start;
  private final int end;

  private Place(String line, int start, int end) {
    this.line = line;
    this.start = start;
    this.end = end;
  }

  /** All of it, or of several lines the first. */
  static Place all(String expression) {
    return at(expression, 0, expression.length());
  }

  /** Where the message says, in line and column, if it does. */
  static Optional<Place> said(String expression, String message) {
    Matcher said = SAID.matcher(message);
    String[] lines = expression.split("\\R", -1);
    if (!said.find()) {
      return Optional.empty();
    }
    int line = Integer.parseInt(said.group(1));
    int column = Integer.parseInt(said.group(2));
    if (line < 1 || line > lines.length || column < 1) {
      return Optional.empty(); // of what is missing at the end it may say line 0
    }
    boolean oneLine = said.group(1).equals(said.group(3));
    int end = oneLine ? Integer.parseInt(said.group(4)) : column;
    return Optional.of(new Place(lines[line - 1], column - 1, end));
  }

  /** The first part between logical operators that is wrong by itself; all of it where none is. */
  static Place firstPart(String expression, Predicate<String> wrong) {
    String masked = TEXT.matcher(expression).replaceAll(text -> "_".repeat(text.group().length()));
    Matcher between = BETWEEN_PARTS.matcher(masked);
    int start = 0;
    for (int part = 0; part < MOST_PARTS && start < expression.length(); part++) {
      int end = between.find() ? between.start() : expression.length();
      int[] bounds = trimmed(masked, start, end);
      if (bounds[0] < bounds[1] && wrong.test(expression.substring(bounds[0], bounds[1]))) {
        return at(expression, bounds[0], bounds[1]);
      }
      start = end == expression.length() ? end : between.end();
    }
    return all(expression);
  }

  /** Without blanks around it, nor parentheses that only other parts close. */
  private static int[] trimmed(String masked, int from, int to) {
    int start = from;
    int end = to;
    while (start < end) {
      String part = masked.substring(start, end);
      long open = part.chars().filter(c -> c == '(').count();
      long closed = part.chars().filter(c -> c == ')').count();
      if (isBlank(part.charAt(0)) || (open > closed && part.charAt(0) == '(')) {
        start++;
      } else if (isBlank(part.charAt(part.length() - 1)) || (closed > open && part.endsWith(")"))) {
        end--;
      } else {
        break;
      }
    }
    return new int[] {start, end};
  }

  private static boolean isBlank(char character) {
    return Character.isWhitespace(character);
  }

  private static Place at(String expression, int start, int end) {
    Matcher line = Pattern.compile("(?m)^.*$").matcher(expression);
    while (line.find()) {
      if (start <= line.end()) {
        return new Place(
            line.group(), start - line.start(), Math.min(end, line.end()) - line.start());
      }
    }
    throw new IllegalArgumentException(start + " is not in: " + expression);
  }

  /** What stands there. */
  String text() {
    return line.substring(start, Math.min(end, line.length()));
  }

  @Override
  public String toString() {
    return String.format(
        "%n  %s%n  %s%s",
        line.replace('\t', ' '), " ".repeat(start), "^".repeat(Math.max(1, end - start)));
  }
}
