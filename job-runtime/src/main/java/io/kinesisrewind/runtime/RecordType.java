package io.kinesisrewind.runtime;

import io.kinesisrewind.schemas.ArchivedRecord;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Archived records as Flink's type system knows them: one value, serialized by us. */
final class RecordType extends TypeInformation<ArchivedRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public TypeSerializer<ArchivedRecord> createSerializer(SerializerConfig config) {
    return RecordSerializer.INSTANCE;
  }

  /** What versions of Flink before 1.20 call. */
  @Override
  @Deprecated
  public TypeSerializer<ArchivedRecord> createSerializer(ExecutionConfig config) {
    return RecordSerializer.INSTANCE;
  }

  @Override
  public Class<ArchivedRecord> getTypeClass() {
    return ArchivedRecord.class;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof RecordType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordType;
  }

  @Override
  public int hashCode() {
    return RecordType.class.hashCode();
  }

  @Override
  public String toString() {
    return "ArchivedRecord";
  }
}
