/**
 * Delivery to a Lambda function, invoked as Lambda's own event source mapping for Kinesis does.
 * {@code RetryRules} knows what becomes of a batch, {@code Lanes} which records may go, {@code
 * FunctionDispatcher} when, {@code LambdaInvoke} how; only the last knows AWS.
 */
package io.kinesisrewind.replay.delivery.lambda;
