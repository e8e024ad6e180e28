package io.kinesisrewind.sandbox.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes some entries of a PutRecords call fail, as a shard under load does: the call succeeds, and
 * says of each entry whether it got in.
 */
final class PartialPutRecords implements Fault.Action {
  private static final String RECORDS = "Records";

  private final double share;
  private final List<AwsError> errors;

  PartialPutRecords(double share, AwsError... errors) {
    this.share = share;
    this.errors = List.of(errors);
  }

  @Override
  public Reply answer(Call call) throws IOException {
    BodyFormat format = call.body().orElseThrow(() -> new IOException("Not a PutRecords call"));
    ObjectNode request = (ObjectNode) format.read(call.bytes());
    List<AwsError> fates = new ArrayList<>();
    ArrayNode taken = format.mapper().createArrayNode();
    for (JsonNode record : request.get(RECORDS)) {
      boolean fails = call.random().nextDouble() < share;
      fates.add(fails ? errors.get(call.random().nextInt(errors.size())) : null);
      if (!fails) {
        taken.add(record);
      }
    }
    request.set(RECORDS, taken);
    return put(call, format, request, fates);
  }

  private static Reply put(Call call, BodyFormat format, ObjectNode request, List<AwsError> fates)
      throws IOException {
    JsonNode results = format.mapper().createArrayNode();
    if (!request.get(RECORDS).isEmpty()) {
      Reply reply = call.forward(format.write(request));
      if (reply.status() != HttpURLConnection.HTTP_OK) {
        return reply;
      }
      results = format.read(reply.body()).get(RECORDS);
    }
    return Reply.of(
        HttpURLConnection.HTTP_OK,
        format.contentType(),
        format.write(merged(format, fates, results)));
  }

  private static ObjectNode merged(BodyFormat format, List<AwsError> fates, JsonNode results) {
    ObjectNode response = format.mapper().createObjectNode();
    ArrayNode records = response.putArray(RECORDS);
    int next = 0;
    for (AwsError error : fates) {
      if (error == null) {
        records.add(results.get(next++));
      } else {
        records.addObject().put("ErrorCode", error.code()).put("ErrorMessage", error.message());
      }
    }
    return response.put("FailedRecordCount", fates.size() - next);
  }
}
