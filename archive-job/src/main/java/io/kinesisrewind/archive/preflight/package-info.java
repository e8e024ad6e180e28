/**
 * What is looked at before the job starts, so that a mistake is a sentence and not a restart loop.
 */
package io.kinesisrewind.archive.preflight;
