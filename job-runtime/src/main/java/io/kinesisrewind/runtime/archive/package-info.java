/** Finds and reads the files of an archive, on any of Flink's file systems. */
package io.kinesisrewind.runtime.archive;
