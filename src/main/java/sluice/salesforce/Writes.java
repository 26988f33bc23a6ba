package sluice.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fewest calls that write several records whose calls are decided. */
final class Writes {
    /** Records of one call (REST API Developer Guide, "sObject Collections"). */
    static final int MAX_RECORDS = 200;

    private static final Pattern RECORD_ID = Pattern.compile("[A-Za-z0-9]{15}|[A-Za-z0-9]{18}");

    private Writes() {}

    /** What calls must have in common to become one. */
    private record Kind(Class<? extends Call> type, String sObject, String field) {}

    static List<BatchStep> of(List<BatchItem> items) {
        Map<Kind, List<BatchItem>> shared = new LinkedHashMap<>();
        List<BatchStep> writes = new ArrayList<>();
        for (BatchItem item : items) {
            Optional<Kind> kind = kind(item.call().orElseThrow());
            if (kind.isPresent()) {
                shared.computeIfAbsent(kind.get(), none -> new ArrayList<>()).add(item);
            } else {
                writes.add(new WriteOfOne(item));
            }
        }
        shared.values().forEach(together -> writes.addAll(split(together)));
        return writes;
    }

    private static List<BatchStep> split(List<BatchItem> items) {
        List<BatchStep> writes = new ArrayList<>();
        for (int start = 0; start < items.size(); start += MAX_RECORDS) {
            List<BatchItem> part = items.subList(start, Math.min(items.size(), start + MAX_RECORDS));
            writes.add(part.size() == 1 ? new WriteOfOne(part.get(0)) : new SharedWrite(part));
        }
        return writes;
    }

    /** Empty for a call that must stay alone: among others its body or id would mean something else. */
    private static Optional<Kind> kind(Call call) {
        if (call instanceof Call.Create create && isShareable(create.body())) {
            return Optional.of(new Kind(Call.Create.class, create.sObject(), ""));
        }
        if (call instanceof Call.Update update && isShareable(update.body()) && isRecordId(update.recordId())) {
            return Optional.of(new Kind(Call.Update.class, update.sObject(), ""));
        }
        if (call instanceof Call.Upsert upsert && isShareable(upsert.body()) && !upsert.updateOnly()) {
            return Optional.of(new Kind(Call.Upsert.class, upsert.sObject(), upsert.field()));
        }
        if (call instanceof Call.Delete delete && isRecordId(delete.recordId())) {
            return Optional.of(new Kind(Call.Delete.class, delete.sObject(), ""));
        }
        return Optional.empty();
    }

    private static boolean isRecordId(String id) {
        return RECORD_ID.matcher(id).matches();
    }

    private static boolean isShareable(ObjectNode body) {
        return body.properties().stream()
                .map(Map.Entry::getKey)
                .noneMatch(name -> name.equalsIgnoreCase("id") || name.equalsIgnoreCase("attributes"));
    }
}
