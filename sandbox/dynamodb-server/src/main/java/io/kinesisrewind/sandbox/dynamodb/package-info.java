/**
 * DynamoDB Local as a process of the sandbox. Only this module sees its class path, which fights
 * Flink's and the AWS SDK's.
 */
package io.kinesisrewind.sandbox.dynamodb;
