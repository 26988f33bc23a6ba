package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The update of a record that a lookup found: what it must know of the record, and what of the write it sends. */
final class UpdateOfFound {
    private UpdateOfFound() {}

    /** What the lookup has to select beside the id; where there is something, no write goes without a lookup. */
    static List<String> selected(RecordWrite write) {
        return switch (write.operation()) {
            case UPDATE, UPSERT -> write.options().fillOnlyEmpty();
            case CREATE, ADD, DELETE -> List.of();
        };
    }

    static Call call(RecordWrite write, Found.One found) {
        ObjectNode fields = unfilled(write, found.row());
        if (fields.isEmpty() && !write.fields().isEmpty()) {
            return new Call.Skip(200, "NOTHING_TO_FILL", "the record has all these fields already", found.recordId());
        }
        return new Call.Update(write.sObject(), found.recordId(), fields);
    }

    /** The fields of the write without those that only fill, where the record has a value already. */
    static ObjectNode unfilled(RecordWrite write, JsonNode record) {
        List<String> filled = record.properties().stream()
                .filter(field -> hasValue(field.getValue()))
                .map(Comparison::columnOf)
                .toList();
        List<String> kept = write.options().fillOnlyEmpty().stream()
                .map(field -> field.toLowerCase(Locale.ROOT))
                .filter(filled::contains)
                .toList();
        ObjectNode fields = write.fields().deepCopy();
        fields.properties().removeIf((Map.Entry<String, JsonNode> field) -> kept.contains(Comparison.columnOf(field)));
        return fields;
    }

    private static boolean hasValue(JsonNode value) {
        return !value.isNull() && !(value.isTextual() && value.textValue().isEmpty());
    }
}
