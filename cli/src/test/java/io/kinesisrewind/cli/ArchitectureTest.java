package io.kinesisrewind.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Dependencies point one way: schemas, job runtime, the jobs (which do not know each other), cli.
 */
@AnalyzeClasses(packages = "io.kinesisrewind", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("schemas")
          .definedBy("io.kinesisrewind.schemas..")
          .layer("runtime")
          .definedBy("io.kinesisrewind.runtime..")
          .layer("archive")
          .definedBy("io.kinesisrewind.archive..")
          .layer("replay")
          .definedBy("io.kinesisrewind.replay..")
          .layer("sandbox")
          .definedBy("io.kinesisrewind.sandbox..")
          .layer("cli")
          .definedBy("io.kinesisrewind.cli..")
          .whereLayer("schemas")
          .mayNotAccessAnyLayer()
          .whereLayer("runtime")
          .mayOnlyAccessLayers("schemas")
          .whereLayer("archive")
          .mayOnlyAccessLayers("schemas", "runtime")
          .whereLayer("replay")
          .mayOnlyAccessLayers("schemas", "runtime")
          .whereLayer("sandbox")
          .mayNotAccessAnyLayer()
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule THE_CONTRACT_NEEDS_NEITHER_FLINK_NOR_AWS =
      noClasses()
          .that()
          .resideInAPackage("io.kinesisrewind.schemas..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..", "org.apache.parquet..", "software.amazon..", "com.amazonaws..");

  @ArchTest
  static final ArchRule JOBS_DO_NOT_END_THE_JVM =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.kinesisrewind.cli..")
          .and()
          .resideOutsideOfPackage("io.kinesisrewind.sandbox..")
          .should()
          .callMethod(System.class, "exit", int.class);
}
