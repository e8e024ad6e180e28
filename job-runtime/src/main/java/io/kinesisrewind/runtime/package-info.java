/**
 * What both jobs share: how options are read (arguments, Managed Flink properties), how AWS is
 * reached, how the Flink environment is set up, and Parquet over Flink's file systems.
 */
package io.kinesisrewind.runtime;
