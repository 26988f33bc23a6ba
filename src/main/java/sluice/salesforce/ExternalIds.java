package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields of an object by which a record is found and written in one call: unique external ids that hold text.
 * Immutable.
 *
 * <p>Source: REST API Developer Guide, "Insert or Update (Upsert) a Record Using an External ID".
 *
 * @param lengths the longest text of each, by the field's name in small letters
 */
public record ExternalIds(Map<String, Integer> lengths) {
    /** No field is known to be one. */
    public static final ExternalIds NONE = new ExternalIds(Map.of());

    private static final Set<String> TEXT_TYPES = Set.of("string", "email");
    private static final String CUSTOM = "__c";

    /** What does not arrive in a path as it was sent; {@code .inc} at the end gives 404 (same guide). */
    private static final Pattern UNSENDABLE = Pattern.compile("(?is).*[/\\\\;%?#].*|\\.+|.*\\.inc");

    public ExternalIds {
        lengths = Map.copyOf(lengths);
    }

    /**
     * Reads the answer of a describe.
     *
     * @param description {@code {"fields": [{"name": "Key__c", "type": "string", "length": 255, "externalId": true,
     *     "unique": true, …}]}}; anything else has none
     */
    public static ExternalIds in(JsonNode description) {
        Map<String, Integer> lengths = new HashMap<>();
        for (JsonNode field : description.path("fields")) {
            boolean unique =
                    field.path("externalId").asBoolean() && field.path("unique").asBoolean();
            if (unique && TEXT_TYPES.contains(field.path("type").asText())) {
                lengths.put(
                        field.path("name").asText().toLowerCase(Locale.ROOT),
                        field.path("length").asInt());
            }
        }
        return new ExternalIds(lengths);
    }

    /** Whether it matters for the write which external ids there are; only custom fields can be one. */
    public static boolean matterTo(RecordWrite write) {
        return isUpsertOrUpdate(write)
                && write.matchers().fields().size() == 1
                && matcher(write).getValue().isTextual()
                && Comparison.nameOf(matcher(write).getKey()).endsWith(CUSTOM);
    }

    /** The one call of a write whose only matcher is one of these; empty where it would not do the same as a lookup. */
    Optional<Call> call(RecordWrite write) {
        if (lengths.isEmpty() || !matterTo(write) || write.createdAs().isPresent()) {
            return Optional.empty();
        }
        String field = Soql.cleanName(matcher(write).getKey());
        JsonNode value = matcher(write).getValue();
        int longest = lengths.getOrDefault(field.toLowerCase(Locale.ROOT), 0);
        boolean fits = value.textValue().length() <= longest && isSendable(value);
        return fits && leavesValue(write, field, value) ? Optional.of(call(write, field, value)) : Optional.empty();
    }

    private static Call call(RecordWrite write, String field, JsonNode value) {
        ObjectNode body = write.fields().deepCopy();
        body.remove(namesLike(field, body));
        return new Call.Upsert(write.sObject(), field, value.textValue(), body, write.operation() == Operation.UPDATE);
    }

    /** A record that is made must get the value, and one that is found must keep it; ids have no place in the body. */
    private static boolean leavesValue(RecordWrite write, String field, JsonNode value) {
        List<String> written = namesLike(field, write.fields());
        boolean same =
                written.stream().allMatch(name -> value.equals(write.fields().get(name)));
        boolean enough = write.operation() == Operation.UPDATE || !written.isEmpty();
        return same && enough && namesLike("id", write.fields()).isEmpty();
    }

    private static boolean isSendable(JsonNode value) {
        return Comparison.isPlain(value) && fitsPath(value.textValue());
    }

    /** Whether a value arrives in a path as it was sent. */
    static boolean fitsPath(String value) {
        return !UNSENDABLE.matcher(value).matches();
    }

    private static boolean isUpsertOrUpdate(RecordWrite write) {
        return write.operation() == Operation.UPSERT || write.operation() == Operation.UPDATE;
    }

    private static Map.Entry<String, JsonNode> matcher(RecordWrite write) {
        return write.matchers().fields().entrySet().iterator().next();
    }

    private static List<String> namesLike(String field, ObjectNode body) {
        return body.properties().stream()
                .map(Map.Entry::getKey)
                .filter(field::equalsIgnoreCase)
                .toList();
    }
}
