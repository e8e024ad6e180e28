/** Which of the records that the archive gave go on. */
package io.kinesisrewind.replay.select;
