package io.kinesisrewind.archive.preflight;

import io.kinesisrewind.runtime.AwsAccess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.ListTagsForStreamResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Tag;

/** What Kinesis knows of streams: their names and their tags, page after page. */
public final class KinesisStreams implements AutoCloseable {

  private final KinesisClient client;

  KinesisStreams(KinesisClient client) {
    this.client = client;
  }

  public static KinesisStreams in(AwsAccess aws) {
    return new KinesisStreams(
        aws.kinesis(KinesisClient.builder()).httpClientBuilder(ApacheHttpClient.builder()).build());
  }

  /** In alphabetical order. */
  Set<String> startingWith(String prefix) {
    Set<String> found = new TreeSet<>();
    String last = null;
    ListStreamsResponse page;
    do {
      String after = last;
      page = client.listStreams(request -> request.exclusiveStartStreamName(after));
      List<String> names = page.streamNames();
      names.stream().filter(name -> name.startsWith(prefix)).forEach(found::add);
      last = names.isEmpty() ? last : names.get(names.size() - 1);
    } while (Boolean.TRUE.equals(page.hasMoreStreams()));
    return found;
  }

  /** By name; none where the stream does not exist. */
  public Map<String, String> tags(String stream) {
    Map<String, String> tags = new HashMap<>();
    try {
      String last = null;
      ListTagsForStreamResponse page;
      do {
        String after = last;
        page =
            client.listTagsForStream(
                request -> request.streamName(stream).exclusiveStartTagKey(after));
        for (Tag tag : page.tags()) {
          tags.put(tag.key(), tag.value());
          last = tag.key();
        }
      } while (Boolean.TRUE.equals(page.hasMoreTags()));
    } catch (ResourceNotFoundException e) {
      return Map.of();
    }
    return tags;
  }

  @Override
  public void close() {
    client.close();
  }
}
