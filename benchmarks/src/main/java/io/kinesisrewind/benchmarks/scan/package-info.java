/** Reading an archive: all of it, one key of it, one hour of it. */
package io.kinesisrewind.benchmarks.scan;
