/**
 * {@code ./rewind}: the sandbox on this machine, real records for it, and both jobs on a local
 * Flink MiniCluster. Exit codes: 0 done, 2 usage, 1 anything else.
 */
package io.kinesisrewind.cli;
