package io.kinesisrewind.archive.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListStreamsRequest;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.ListTagsForStreamRequest;
import software.amazon.awssdk.services.kinesis.model.ListTagsForStreamResponse;
import software.amazon.awssdk.services.kinesis.model.Tag;

class KinesisStreamsTest {

  @Property(tries = 100)
  void everyPageIsRead(
      @ForAll @IntRange(max = 30) int streams, @ForAll @IntRange(min = 1, max = 7) int pageSize) {
    NavigableMap<String, String> names = numbered("web-", streams);
    names.put("app-1", "");
    names.put("we", "");

    try (KinesisStreams kinesis = new KinesisStreams(new Paged(names, Map.of(), pageSize))) {
      assertThat(kinesis.startingWith("web-"))
          .containsExactlyElementsOf(numbered("web-", streams).keySet());
      assertThat(kinesis.startingWith("none-")).isEmpty();
    }
  }

  @Property(tries = 100)
  void everyTagIsRead(
      @ForAll @IntRange(max = 50) int tags, @ForAll @IntRange(min = 1, max = 10) int pageSize) {
    NavigableMap<String, String> all = numbered("tag-", tags);

    try (KinesisStreams kinesis = new KinesisStreams(new Paged(Map.of(), all, pageSize))) {
      assertThat(kinesis.tags("orders")).isEqualTo(all);
    }
  }

  private static NavigableMap<String, String> numbered(String prefix, int count) {
    NavigableMap<String, String> names = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      names.put(prefix + i, "value " + i);
    }
    return names;
  }

  /** Streams and one stream's tags, so many at a time, as Kinesis hands them out. */
  private static final class Paged implements KinesisClient {

    private final NavigableMap<String, String> streams;
    private final NavigableMap<String, String> tags;
    private final int pageSize;

    Paged(Map<String, String> streams, Map<String, String> tags, int pageSize) {
      this.streams = new TreeMap<>(streams);
      this.tags = new TreeMap<>(tags);
      this.pageSize = pageSize;
    }

    @Override
    public ListStreamsResponse listStreams(ListStreamsRequest request) {
      List<String> page = page(streams, request.exclusiveStartStreamName());
      return ListStreamsResponse.builder()
          .streamNames(page)
          .hasMoreStreams(hasMore(streams, page))
          .build();
    }

    @Override
    public ListTagsForStreamResponse listTagsForStream(ListTagsForStreamRequest request) {
      List<String> page = page(tags, request.exclusiveStartTagKey());
      return ListTagsForStreamResponse.builder()
          .tags(
              page.stream()
                  .map(key -> Tag.builder().key(key).value(tags.get(key)).build())
                  .collect(Collectors.toList()))
          .hasMoreTags(hasMore(tags, page))
          .build();
    }

    private List<String> page(NavigableMap<String, String> all, String after) {
      return (after == null ? all : all.tailMap(after, false))
          .keySet().stream().limit(pageSize).collect(Collectors.toList());
    }

    private static boolean hasMore(NavigableMap<String, String> all, List<String> page) {
      return !page.isEmpty() && !page.get(page.size() - 1).equals(all.lastKey());
    }

    @Override
    public String serviceName() {
      return KinesisClient.SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
