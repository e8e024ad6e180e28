/** Made-up records, the same ones whenever they are asked for. */
package io.kinesisrewind.benchmarks.data;
