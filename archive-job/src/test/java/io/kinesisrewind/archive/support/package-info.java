/** What the tests share: streams to put to, and readers of what the job wrote. */
package io.kinesisrewind.archive.support;
