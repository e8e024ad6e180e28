package io.kinesisrewind.archive.support;

import io.kinesisrewind.archive.ArchiveMetrics;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/** The constants of {@link ArchiveMetrics}. */
public final class MetricNames {

  private MetricNames() {}

  public static List<String> all() {
    return Arrays.stream(ArchiveMetrics.class.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .map(MetricNames::value)
        .toList();
  }

  private static String value(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
