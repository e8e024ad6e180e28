/**
 * Read access to the latest and the history table of a stream: records out of items, page by page,
 * as lines on standard output.
 */
package io.kinesisrewind.cli.tables;
