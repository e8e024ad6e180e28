package io.kinesisrewind.sandbox;

import io.kinesisrewind.sandbox.process.NodeJs;
import io.kinesisrewind.sandbox.process.NpmPackages;
import io.kinesisrewind.sandbox.process.SandboxHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Real data for the demo and the benchmarks: US flights of the first quarter of 2001
 * (vega-datasets, BSD-3), installed with the sandbox's npm packages.
 */
public final class SampleData {
  private static final int THOUSAND = 1_000;
  private static final SortedSet<Integer> FLIGHTS =
      new TreeSet<>(List.of(2_000, 5_000, 10_000, 20_000));

  private SampleData() {}

  /** The smallest set of flights, 2,000. */
  public static Path flights() {
    return flights(FLIGHTS.first());
  }

  /**
   * A JSON array of about so many flights, in time order, as {@code {"date":"2001/01/01
   * 06:55","delay":-19,"distance":1797,"origin":"LAX","destination":"BNA"}}.
   *
   * @param count 2,000, 5,000, 10,000 or 20,000
   */
  public static Path flights(int count) {
    if (!FLIGHTS.contains(count)) {
      throw new IllegalArgumentException(
          "There are sample files of " + FLIGHTS + " flights, none of " + count);
    }
    return file("flights-" + count / THOUSAND + "k.json");
  }

  /** Any file of vega-datasets, such as {@code flights-3m.parquet}. */
  public static Path file(String name) {
    Path packages = new NpmPackages(SandboxHome.find(), NodeJs.onPath()).installed();
    Path file = packages.resolve("vega-datasets").resolve("data").resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("vega-datasets has no file " + name);
    }
    return file;
  }
}
