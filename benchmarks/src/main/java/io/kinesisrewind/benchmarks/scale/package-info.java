/** What more slots and more streams do. */
package io.kinesisrewind.benchmarks.scale;
