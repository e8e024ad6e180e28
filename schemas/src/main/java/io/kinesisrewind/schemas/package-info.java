/**
 * The data contract that binds the archive job, the replay job and every other reader of an
 * archive: the record, its position and order, the archive layout, the latest table and the replay
 * annotation. No Flink and no AWS SDK here, so that a consumer's service can depend on it.
 */
package io.kinesisrewind.schemas;
