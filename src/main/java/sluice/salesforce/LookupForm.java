package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the lookups of several writes must have in common to become one query, and that query.
 *
 * <pre>
 * one matcher    SELECT Id, Email FROM Lead WHERE Email IN ('a','b')
 * several, OR    SELECT Id, Email, Phone FROM Lead WHERE Email IN ('a','b') OR Phone IN ('1','2')
 * several, AND   SELECT Id, Email, City FROM Lead WHERE (Email = 'a' AND City = 'x') OR (Email = 'b' AND City = 'y')
 * </pre>
 *
 * @param fields the matchers' names, each once, without the characters that no API name has
 * @param types of the matchers' values: text and numbers do not stand in one list
 * @param more the fields that the writes must know of the record, selected too
 */
record LookupForm(
        String sObject,
        RecordMatchers.Operator operator,
        List<String> fields,
        List<JsonNodeType> types,
        List<String> more) {
    private static final String SEPARATOR = "\u0000";

    /** Empty for a write whose lookup cannot be told apart from others. */
    static Optional<LookupForm> of(Plan plan) {
        RecordWrite write = plan.write();
        Map<String, JsonNode> matchers = write.matchers().fields();
        List<String> fields = matchers.keySet().stream().map(Soql::cleanName).toList();
        boolean distinct = fields.stream().map(Comparison::nameOf).distinct().count() == fields.size();
        if (!distinct || !matchers.values().stream().allMatch(Comparison::isPlain)) {
            return Optional.empty();
        }
        return Optional.of(new LookupForm(
                write.sObject(),
                write.matchers().operator(),
                fields,
                matchers.values().stream().map(JsonNode::getNodeType).toList(),
                plan.selected()));
    }

    String soql(List<RecordWrite> writes) {
        List<String> selected = new ArrayList<>(fields);
        selected.addAll(more);
        return Soql.select(sObject, selected) + " WHERE " + (isTuple() ? tuples(writes) : lists(writes));
    }

    /** By how much a write lengthens the query, encoded as it stands in the URL. */
    int encodedLength(RecordWrite write) {
        return encodedLength(isTuple() ? tuple(write) + " OR " : String.join(",", literals(write)) + ",");
    }

    /** How long the query is, encoded, without any write. */
    int encodedLength() {
        return encodedLength(soql(List.of()));
    }

    /** By what a row is known to be a write's: one of these. */
    List<String> keys(RecordWrite write) {
        Map<String, JsonNode> values = new HashMap<>();
        write.matchers().fields().forEach((field, value) -> values.put(Comparison.nameOf(field), value));
        return keys(values::get);
    }

    /** The same of a row; Salesforce spells the names in its own case. */
    List<String> keys(JsonNode row) {
        Map<String, JsonNode> values = new HashMap<>();
        row.properties().forEach(field -> values.put(Comparison.nameOf(field.getKey()), field.getValue()));
        return keys(values::get);
    }

    private List<String> keys(Function<String, JsonNode> values) {
        List<String> keys = new ArrayList<>();
        for (String field : fields) {
            JsonNode value = values.apply(Comparison.nameOf(field));
            if (value != null && !value.isNull()) {
                keys.add(Comparison.folded(field, value));
            }
        }
        if (!isTuple()) {
            return keys;
        }
        return keys.size() == fields.size() ? List.of(String.join(SEPARATOR, keys)) : List.of();
    }

    private boolean isTuple() {
        return operator == RecordMatchers.Operator.AND && fields.size() > 1;
    }

    private String tuples(List<RecordWrite> writes) {
        return writes.stream().map(this::tuple).collect(Collectors.joining(" OR "));
    }

    private String tuple(RecordWrite write) {
        return write.matchers().fields().entrySet().stream()
                .map(matcher -> Soql.cleanName(matcher.getKey()) + " = " + Soql.literal(matcher.getValue()))
                .collect(Collectors.joining(" AND ", "(", ")"));
    }

    private String lists(List<RecordWrite> writes) {
        List<String> lists = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            int position = i;
            lists.add(writes.stream()
                    .map(write -> literals(write).get(position))
                    .distinct()
                    .collect(Collectors.joining(",", fields.get(i) + " IN (", ")")));
        }
        return String.join(" OR ", lists);
    }

    private static List<String> literals(RecordWrite write) {
        return write.matchers().fields().values().stream().map(Soql::literal).toList();
    }

    private static int encodedLength(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .length();
    }
}
