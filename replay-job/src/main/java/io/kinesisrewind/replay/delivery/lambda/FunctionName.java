package io.kinesisrewind.replay.delivery.lambda;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function as Lambda's API takes it: a name, a partial ARN ({@code ACCOUNT:function:NAME}) or a
 * whole one, each with a version or alias behind it or none.
 */
public final class FunctionName implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Pattern FORM =
      Pattern.compile(
          "(?<owner>(?:arn:aws[a-z-]*:lambda:(?<region>[a-z0-9-]{1,40}):)?\\d{12}:function:)?"
              + "(?<name>[a-zA-Z0-9_-]{1,64})"
              + "(?::(?<qualifier>\\$LATEST|[a-zA-Z0-9_-]{1,128}))?");

  private final String function;
  private final String region;
  private final String qualifier;

  private FunctionName(String function, String region, String qualifier) {
    this.function = function;
    this.region = region;
    this.qualifier = qualifier;
  }

  /** Empty where the text is none of the forms. */
  public static Optional<FunctionName> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String owner = form.group("owner") == null ? "" : form.group("owner");
    return Optional.of(
        new FunctionName(
            owner + form.group("name"), form.group("region"), form.group("qualifier")));
  }

  /** Without the qualifier. */
  public String function() {
    return function;
  }

  /** Version or alias; without one, Lambda takes what is not published yet. */
  public Optional<String> qualifier() {
    return Optional.ofNullable(qualifier);
  }

  /** Of a whole ARN. */
  public Optional<String> region() {
    return Optional.ofNullable(region);
  }

  /** As the user wrote it. */
  @Override
  public String toString() {
    return qualifier == null ? function : function + ":" + qualifier;
  }
}
