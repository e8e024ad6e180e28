package io.kinesisrewind.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with the options, so that the user learns of all of it at once. A problem
 * names the option, the value and the remedy.
 */
public final class Problems {

  private final List<String> messages = new ArrayList<>();

  public void add(String message) {
    messages.add(message);
  }

  /**
   * Adds the problem that the option's value has: {@code --option VALUE: what is wrong; remedy}.
   */
  public void add(String option, Object value, String wrongAndRemedy) {
    messages.add(option + " " + value + ": " + wrongAndRemedy);
  }

  /** Adds the problem unless the condition holds. */
  public void require(boolean condition, String option, Object value, String wrongAndRemedy) {
    if (!condition) {
      add(option, value, wrongAndRemedy);
    }
  }

  public boolean isEmpty() {
    return messages.isEmpty();
  }

  public List<String> messages() {
    return List.copyOf(messages);
  }

  /**
   * @throws UsageException with all of them, where there are any
   */
  public void throwIfAny() {
    if (!messages.isEmpty()) {
      throw new UsageException(messages);
    }
  }
}
