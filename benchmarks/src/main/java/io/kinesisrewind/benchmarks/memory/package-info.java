/** The heap that the archive job really needs, against the formula of its options. */
package io.kinesisrewind.benchmarks.memory;
