package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import sluice.event.JsText;

/**
 * Looks for the record of a create whose answer never came: created by us since then, with all the same fields as far as
 * a query can ask for them. Two events with the same fields cannot be told apart by this.
 */
public final class CreateVerification {
    /** By how much Salesforce's clock may be behind ours. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    /** "SOQL and SOSL Limits": one text in a WHERE clause. */
    private static final int LONGEST_TEXT = 4_000;

    /** What fits into the 16,384 bytes of a URI, each character taking up to 9 of them. */
    private static final int LONGEST_QUERY = 1_700;

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?(Z|[+-]\\d\\d:\\d\\d)");

    private CreateVerification() {}

    /**
     * The query, or empty where there is nothing that it could ask for.
     *
     * @param description of the object: {@code {"fields": [{"name": "Email", "type": "email", "filterable": true}]}}
     * @param userId whom Salesforce takes us for
     * @param sentAfter a time before the create was sent
     */
    public static Optional<String> query(RecordWrite write, JsonNode description, String userId, Instant sentAfter) {
        Map<String, String> types = filterableTypes(description);
        Instant since = sentAfter.minus(CLOCKS_APART).truncatedTo(ChronoUnit.SECONDS);
        StringJoiner where = new StringJoiner(" AND ");
        where.add("CreatedById = " + quoted(userId)).add("CreatedDate >= " + since);
        int always = where.length();
        for (Map.Entry<String, JsonNode> field : write.fields().properties()) {
            Optional.ofNullable(types.get(field.getKey().toLowerCase(Locale.ROOT)))
                    .flatMap(type -> literal(type, field.getValue()))
                    .map(literal -> field.getKey() + " = " + literal)
                    .filter(condition -> where.length() + condition.length() <= LONGEST_QUERY)
                    .ifPresent(where::add);
        }
        return where.length() == always
                ? Optional.empty()
                : Optional.of("SELECT Id FROM %s WHERE %s".formatted(write.sObject(), where));
    }

    /**
     * What is known then: {@link Call.Done}, {@link Call.Refuse} for several, or for now where that is not known, or empty: it
     * was not created.
     */
    public static Optional<Call> decide(RecordWrite write, JsonNode reply) {
        Found found = Found.in(reply);
        if (found instanceof Found.None) {
            return Optional.empty();
        }
        if (found instanceof Found.Unreadable unreadable) {
            return Optional.of(new Call.Refuse(
                    503,
                    "UNREADABLE_REPLY",
                    "answer to the search for an earlier create: expected a query result, was " + unreadable.what(),
                    List.of()));
        }
        return Optional.of(
                found instanceof Found.One one
                        ? new Call.Done(one.recordId())
                        : new Call.Refuse(
                                300,
                                "PERHAPS_WRITTEN",
                                "an earlier attempt may have created the record: expected one or none of %s with its fields"
                                        .formatted(write.sObject()),
                                List.of()));
    }

    private static Map<String, String> filterableTypes(JsonNode description) {
        Map<String, String> types = new HashMap<>();
        for (JsonNode field : description.path("fields")) {
            if (field.path("filterable").asBoolean()) {
                types.put(
                        field.path("name").asText().toLowerCase(Locale.ROOT),
                        field.path("type").asText());
            }
        }
        return types;
    }

    /** As the field's type wants it; empty where the value cannot be asked for. */
    private static Optional<String> literal(String type, JsonNode value) {
        if (value.isContainerNode()) {
            return Optional.empty();
        }
        if (value.isNull() || value.isTextual() && value.textValue().isEmpty()) {
            return Optional.of("null");
        }
        String text = JsText.of(value);
        return switch (type) {
            case "boolean" -> value.isBoolean() ? Optional.of(text) : Optional.empty();
            case "int", "long", "double", "currency", "percent" ->
                value.isNumber() ? Optional.of(text) : Optional.empty();
            case "date" -> DATE.matcher(text).matches() ? Optional.of(text) : Optional.empty();
            case "datetime" -> DATE_TIME.matcher(text).matches() ? Optional.of(text) : Optional.empty();
            case "textarea", "multipicklist", "base64", "address", "location" -> Optional.empty();
            default -> text.length() <= LONGEST_TEXT ? Optional.of(quoted(text)) : Optional.empty();
        };
    }

    private static String quoted(String text) {
        return Soql.literal(TextNode.valueOf(text));
    }
}
