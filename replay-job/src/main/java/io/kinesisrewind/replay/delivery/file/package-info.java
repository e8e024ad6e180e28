/** Delivery to files of JSON lines, exactly once. */
package io.kinesisrewind.replay.delivery.file;
