package io.kinesisrewind.replay.source.stream;

import io.kinesisrewind.replay.source.stream.kinesis.KinesisStream;
import io.kinesisrewind.replay.source.stream.reader.PollSettings;
import io.kinesisrewind.replay.source.stream.reader.StreamSourceReader;
import io.kinesisrewind.runtime.AwsAccess;
import java.io.Serializable;
import org.apache.flink.api.connector.source.SourceReaderContext;

/** Makes the readers of a stream's shards, wherever the job runs. */
public final class StreamReaders implements Serializable {

  private static final long serialVersionUID = 1L;

  private final AwsAccess aws;
  private final String streamName;
  private final PollSettings settings;

  public StreamReaders(AwsAccess aws, String streamName, PollSettings settings) {
    this.aws = aws;
    this.streamName = streamName;
    this.settings = settings;
  }

  /** Of one subtask. */
  public StreamSourceReader reader(SourceReaderContext context) {
    return new StreamSourceReader(
        streamName, () -> KinesisStream.toRead(aws, streamName), settings, context);
  }
}
