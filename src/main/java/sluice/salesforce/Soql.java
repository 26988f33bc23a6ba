package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import sluice.event.JsText;

/**
 * SOQL that no value can break out of.
 *
 * <p>Text stands in single quotes with {@code \} and {@code '} escaped (SOQL and SOSL Reference, "Quoted String Escape
 * Sequences"), numbers and booleans stand bare, numbers in JavaScript's form as Segment sends them.
 */
final class Soql {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,254}");
    private static final Pattern NO_NAME_CHARACTER = Pattern.compile("[^A-Za-z0-9_]");

    private Soql() {}

    /**
     * {@code SELECT Id FROM Lead WHERE Email = 'a@b.co' OR Score__c = 1}.
     *
     * @param selected beside the id
     */
    static String lookup(String sObject, RecordMatchers matchers, List<String> selected) {
        StringJoiner where = new StringJoiner(" " + matchers.operator() + " ");
        matchers.fields().forEach((field, value) -> where.add(cleanName(field) + " = " + literal(value)));
        return select(sObject, selected) + " WHERE " + where;
    }

    /** {@code SELECT Id, Email FROM Lead}, no field twice. */
    static String select(String sObject, List<String> fields) {
        Map<String, String> selected = new LinkedHashMap<>(Map.of("id", "Id"));
        fields.forEach(field -> selected.putIfAbsent(field.toLowerCase(Locale.ROOT), field));
        return "SELECT " + String.join(", ", selected.values()) + " FROM " + sObject;
    }

    /** Whether a text can be the API name of an object; nothing else is put into a query or a path. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** A field's name without the characters that no API name has, as Segment cleans it; may be empty. */
    static String cleanName(String field) {
        return isName(field) ? field : NO_NAME_CHARACTER.matcher(field).replaceAll("");
    }

    /** A value as it stands in a query. */
    static String literal(JsonNode value) {
        if (!value.isTextual()) {
            return JsText.of(value);
        }
        return "'" + value.textValue().replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
