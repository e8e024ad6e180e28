/**
 * The latest record of each partition key, in DynamoDB: records of one key are brought together for
 * a moment, and only a higher position than the table's is written.
 */
package io.kinesisrewind.archive.latest;
