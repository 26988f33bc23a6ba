package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One sObject Collections call for several records, a result for each, in the order of the request: one record's fault
 * is none of the others'. What a result leaves in doubt is repeated for that record alone.
 *
 * <p>Source: REST API Developer Guide, "sObject Collections".
 *
 * @param items their calls are all of one type, for one object
 */
record SharedWrite(List<BatchItem> items) implements BatchStep {
    private static final int GONE = 404;

    SharedWrite {
        items = List.copyOf(items);
    }

    @Override
    public BatchCall call() {
        Call first = items.get(0).call().orElseThrow();
        if (first instanceof Call.Create) {
            return new BatchCall.CreateMany(body(calls()));
        }
        if (first instanceof Call.Update) {
            return new BatchCall.UpdateMany(body(calls()));
        }
        if (first instanceof Call.Upsert upsert) {
            return new BatchCall.UpsertMany(upsert.sObject(), upsert.field(), body(calls()));
        }
        return new BatchCall.DeleteMany(items.stream()
                .map(item -> ((Call.Delete) item.call().orElseThrow()).recordId())
                .toList());
    }

    @Override
    public List<BatchStep> answered(int httpStatus, JsonNode reply) {
        if (!reply.isArray() || reply.size() != items.size()) {
            return failed(Failure.unanswered("expected %d results, found %s"
                    .formatted(items.size(), reply.isArray() ? reply.size() : "something else")));
        }
        List<BatchStep> again = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            BatchItem item = items.get(i);
            Call call = item.call().orElseThrow();
            WriteResult result = WriteResult.ofShared(call, reply.get(i));
            if (isInDoubt(call, result)) {
                again.add(new WriteOfOne(item));
            } else {
                item.endShared(result);
            }
        }
        return again;
    }

    /**
     * The same codes stand for an updated record that is gone and for a reference of its body to one that is, as
     * Salesforce's Mobile SDK notes where it reads them ({@code CompositeRequestHelper}). The call alone is answered 404 for
     * the one and 400 for the other.
     */
    private static boolean isInDoubt(Call call, WriteResult result) {
        return call instanceof Call.Update
                && result instanceof WriteResult.Failed failed
                && failed.failure().httpStatus() == GONE;
    }

    @Override
    public List<BatchStep> eachAlone() {
        return items.stream().<BatchStep>map(WriteOfOne::new).toList();
    }

    private List<Call> calls() {
        return items.stream().map(item -> item.call().orElseThrow()).toList();
    }

    static ObjectNode body(List<Call> calls) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("allOrNone", false);
        ArrayNode records = body.putArray("records");
        calls.forEach(call -> records.add(recordOf(call)));
        return body;
    }

    private static ObjectNode recordOf(Call call) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        if (call instanceof Call.Create create) {
            fields.putObject("attributes").put("type", create.sObject());
            return fields.setAll(create.body());
        }
        if (call instanceof Call.Update update) {
            fields.putObject("attributes").put("type", update.sObject());
            return fields.put("id", update.recordId()).setAll(update.body());
        }
        Call.Upsert upsert = (Call.Upsert) call;
        fields.putObject("attributes").put("type", upsert.sObject());
        return fields.put(upsert.field(), upsert.value()).setAll(upsert.body());
    }
}
