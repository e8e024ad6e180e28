/** The DynamoDB tables as such: which there are, whether they are as they have to be, creation. */
package io.kinesisrewind.archive.tables;
