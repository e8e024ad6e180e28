/** Where a replay's records come from. */
package io.kinesisrewind.replay.source;
