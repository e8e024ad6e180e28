package io.kinesisrewind.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Rewind.class.getPackage().getImplementationVersion();
    return new String[] {"Kinesis Rewind " + (version == null ? "(unpackaged)" : version)};
  }
}
