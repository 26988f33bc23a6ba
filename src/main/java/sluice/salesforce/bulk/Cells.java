package sluice.salesforce.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import sluice.event.JsText;

/**
 * The cells that a record's fields become: numbers and booleans in JavaScript's text form, lists joined by commas, null as
 * {@code #N/A}, and a reference to another record as a relationship column.
 *
 * <pre>
 * {"Score__c": 5, "Title": null, "Account": {"Key__c": "k"}}  →  Score__c: 5, Title: #N/A, Account.Key__c: k
 * </pre>
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/datafiles_csv_rel_field_header_row.htm">
 *     Relationship Fields in a Header Row</a>
 */
final class Cells {
    /** What empties a field; as a text it cannot be said in a CSV. */
    static final String NULL = "#N/A";

    private static final String ATTRIBUTES = "attributes";
    private static final String CUSTOM_FIELD = "__c";

    private Cells() {}

    /** Each column and its cell, in the order of the fields. */
    static void forEach(ObjectNode fields, BiConsumer<String, String> cell) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            JsonNode value = field.getValue();
            if (isReference(field.getKey(), value)) {
                forEachKey(field.getKey(), value, cell);
            } else {
                cell.accept(field.getKey(), text(value));
            }
        }
    }

    /** Whether an object names another record, and is not just an object in a field. */
    static boolean isReference(String name, JsonNode value) {
        return value.isObject()
                && value.size() > (value.has(ATTRIBUTES) ? 1 : 0)
                && !name.toLowerCase(Locale.ROOT).endsWith(CUSTOM_FIELD)
                && value.properties().stream()
                        .allMatch(key -> key.getKey().equals(ATTRIBUTES)
                                || !key.getValue().isContainerNode());
    }

    /** What stands in a cell for a value. */
    static String text(JsonNode value) {
        return value.isNull() ? NULL : JsText.of(value);
    }

    /** Of a reference that may lead to several objects, the type stands before its column: {@code User:Owner.Email}. */
    private static void forEachKey(String name, JsonNode reference, BiConsumer<String, String> cell) {
        String type = reference.path(ATTRIBUTES).path("type").asText();
        String prefix = (type.isEmpty() ? "" : type + ":") + name + ".";
        reference.properties().stream()
                .filter(key -> !key.getKey().equals(ATTRIBUTES))
                .forEach(key -> cell.accept(prefix + key.getKey(), text(key.getValue())));
    }
}
