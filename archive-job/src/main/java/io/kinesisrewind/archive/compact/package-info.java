/**
 * The compaction job: rewrites the small files of closed hours into few large ones. A program of
 * its own in the archive job's jar.
 */
package io.kinesisrewind.archive.compact;
