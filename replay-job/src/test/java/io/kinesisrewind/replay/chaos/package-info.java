/** Replays on a cluster of several JVMs that are killed. */
package io.kinesisrewind.replay.chaos;
