package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.JobJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the jar for a cluster has inside, and what it has not. */
class JobJarIT {

  /** What Managed Flink advises to stay below. */
  private static final long LARGEST = 104L << 20;

  @Test
  void isSmallEnough() throws IOException {
    assertThat(Files.size(JobJar.path())).isLessThan(LARGEST);
  }

  @Test
  void namesItsMainClass() throws IOException {
    try (JarFile jar = new JarFile(JobJar.path().toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo(ArchiveJob.class.getName());
    }
  }

  @Test
  void bringsNothingThatTheClusterHas() throws IOException {
    assertThat(entries())
        .noneMatch(
            name -> name.matches("org/apache/flink/(core|runtime|api|table|configuration)/.*"))
        .noneMatch(name -> name.startsWith("org/apache/flink/connector/base/"))
        .noneMatch(name -> name.startsWith("org/apache/flink/streaming/api/"))
        .noneMatch(name -> name.startsWith("org/slf4j/") || name.startsWith("org/apache/logging/"))
        .noneMatch(name -> name.startsWith("com/amazonaws/services/kinesisanalytics/"));
  }

  @Test
  void isNotSignedByOthersAndCarriesNoForeignPrograms() throws IOException {
    assertThat(entries())
        .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"))
        .noneMatch(name -> name.startsWith("amazon-kinesis-producer-native-binaries/"));
  }

  @Test
  void mergesServices() throws IOException {
    try (JarFile jar = new JarFile(JobJar.path().toFile())) {
      ZipEntry services =
          jar.getEntry("META-INF/services/software.amazon.awssdk.http.SdkHttpService");
      assertThat(new String(jar.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8))
          .contains("ApacheSdkHttpService");
    }
  }

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(JobJar.path().toFile())) {
      return jar.stream().map(ZipEntry::getName).collect(Collectors.toList());
    }
  }
}
