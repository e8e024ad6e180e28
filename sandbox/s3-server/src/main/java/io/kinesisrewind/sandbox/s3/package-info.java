/**
 * S3Proxy as a process of the sandbox: an S3 whose buckets are directories. Only this module sees
 * its class path.
 */
package io.kinesisrewind.sandbox.s3;
