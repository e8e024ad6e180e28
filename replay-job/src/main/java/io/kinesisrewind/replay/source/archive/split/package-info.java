/** A lane as a split: what it reads, how far it is, and how both are kept in checkpoints. */
package io.kinesisrewind.replay.source.archive.split;
