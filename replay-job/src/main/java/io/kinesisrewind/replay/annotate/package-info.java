/** What a replayed record says about itself. */
package io.kinesisrewind.replay.annotate;
