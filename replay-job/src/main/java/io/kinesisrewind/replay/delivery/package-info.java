/** Where a replay goes. */
package io.kinesisrewind.replay.delivery;
