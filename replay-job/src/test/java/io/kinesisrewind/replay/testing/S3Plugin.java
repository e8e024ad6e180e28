package io.kinesisrewind.replay.testing;

import io.kinesisrewind.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;

/** The sandbox's S3 for this JVM, through the plugin that the session cluster has too. */
public final class S3Plugin {

  private S3Plugin() {}

  public static void install(Sandbox sandbox) throws IOException {
    Path plugins =
        Path.of(System.getProperty("rewind.sandbox.home"), "flink-home", "target", "plugins");
    Configuration configuration =
        Configuration.fromMap(
            Map.of(
                "s3.endpoint", sandbox.s3Endpoint().toString(),
                "s3.endpoint.region", sandbox.region(),
                "s3.path.style.access", "true",
                "s3.access-key", sandbox.accessKey(),
                "s3.secret-key", sandbox.secretKey()));
    FileSystem.initialize(
        configuration,
        new DefaultPluginManager(
            new DirectoryBasedPluginFinder(plugins).findPlugins(),
            CoreOptions.getPluginParentFirstLoaderPatterns(configuration)));
  }
}
