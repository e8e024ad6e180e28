/** Sets a stream up for the archive job: its tags, and the tables that they ask for. */
package io.kinesisrewind.cli.setup;
