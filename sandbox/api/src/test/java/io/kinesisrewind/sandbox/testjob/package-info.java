/** A job for tests of the cluster; its classes go there as a jar of their own. */
package io.kinesisrewind.sandbox.testjob;
