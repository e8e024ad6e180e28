/** The archive job: its options, its preflight checks and its topology. */
package io.kinesisrewind.archive;
