/**
 * Splits that are read one after the other: what follows is given out when what goes before has
 * been read, and a checkpoint that began after that has completed.
 */
package io.kinesisrewind.replay.source.gate;
