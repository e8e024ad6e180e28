package io.kinesisrewind.archive.support;

import io.kinesisrewind.runtime.FlinkInputFile;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import org.apache.flink.core.plugin.PluginDescriptor;

/** Flink's S3 file system in this process, loaded as the plugin that it is on a cluster. */
public final class SandboxS3 {

  private SandboxS3() {}

  /** For all of the JVM: Flink's file systems are static. */
  public static void initialize(Sandbox sandbox) throws IOException {
    initialize(sandbox, sandbox.secretKey());
  }

  public static void initialize(Sandbox sandbox, String secretKey) throws IOException {
    Configuration configuration = new Configuration();
    configuration.setString("s3.endpoint", sandbox.s3Endpoint().toString());
    configuration.setString("s3.path.style.access", "true");
    configuration.setString("s3.access-key", sandbox.accessKey());
    configuration.setString("s3.secret-key", secretKey);
    configuration.setString("s3.attempts.maximum", "2"); // else a wrong secret takes minutes
    java.nio.file.Path plugins =
        java.nio.file.Path.of(
            System.getProperty("rewind.sandbox.home"), "flink-home", "target", "plugins");
    Collection<PluginDescriptor> found = new DirectoryBasedPluginFinder(plugins).findPlugins();
    String[] ofFlink = CoreOptions.getPluginParentFirstLoaderPatterns(configuration);
    FileSystem.initialize(configuration, new DefaultPluginManager(found, ofFlink));
  }

  /** All rows under a folder. */
  public static List<ArchivedRecord> rows(Path archive) {
    try {
      List<ArchivedRecord> rows = new ArrayList<>();
      collect(archive.getFileSystem(), archive, rows);
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(FileSystem fileSystem, Path folder, List<ArchivedRecord> rows)
      throws IOException {
    for (FileStatus status : fileSystem.listStatus(folder)) {
      if (status.isDir()) {
        collect(fileSystem, status.getPath(), rows);
      } else {
        rows.addAll(ArchiveReader.rowsOf(FlinkInputFile.of(status)));
      }
    }
  }
}
