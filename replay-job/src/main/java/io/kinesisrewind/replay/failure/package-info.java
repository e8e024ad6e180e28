/**
 * What Lambda's on-failure destination says of batches that a function could not process: messages
 * in a file or a queue, and the batches of records that they stand for.
 */
package io.kinesisrewind.replay.failure;
