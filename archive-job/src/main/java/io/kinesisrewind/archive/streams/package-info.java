/** What is archived of which stream: the settings that a stream's own tags hold, and options. */
package io.kinesisrewind.archive.streams;
