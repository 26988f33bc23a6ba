package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import sluice.event.JsText;

/**
 * When Salesforce takes two values of a field for the same, as far as that can be known from outside: text without
 * regard to case (SOQL and SOSL Reference, "Comparison Operators"), numbers by value, record ids in their 18 characters.
 */
final class Comparison {
    private static final String ID = "id";
    private static final String CUSTOM_REFERENCE = "__c";
    private static final String CUSTOM_RELATIONSHIP = "__r";

    private Comparison() {}

    /** {@code email=a@b.co}: the same text for values that are the same. */
    static String folded(String field, JsonNode value) {
        String name = nameOf(field);
        String text = JsText.of(value);
        return name + "=" + (name.equals(ID) ? RecordId.fold(text) : text.toLowerCase(Locale.ROOT));
    }

    /** A field's name as names are compared. */
    static String nameOf(String field) {
        return Soql.cleanName(field).toLowerCase(Locale.ROOT);
    }

    /**
     * The field that holds what a body gives, in small letters: {@code accountid} for {@code "Account": {…}},
     * {@code a__c} for {@code "A__r": {…}}.
     */
    static String columnOf(Map.Entry<String, JsonNode> given) {
        String name = given.getKey().toLowerCase(Locale.ROOT);
        if (!given.getValue().isObject()) {
            return name;
        }
        return name.endsWith(CUSTOM_RELATIONSHIP)
                ? name.substring(0, name.length() - CUSTOM_RELATIONSHIP.length()) + CUSTOM_REFERENCE
                : name + ID;
    }

    /**
     * Whether the value is compared as {@link #folded} folds it, whatever the org's language. It is not where Unicode has
     * several opinions (ß and ss, composed and decomposed letters), where blanks may be cut off, and for the empty text,
     * which stands for no value.
     */
    static boolean isPlain(JsonNode value) {
        if (!value.isTextual()) {
            return value.isBoolean() || value.isNumber() && Double.isFinite(value.doubleValue());
        }
        String text = value.textValue();
        String lower = text.toLowerCase(Locale.ROOT);
        String upper = text.toUpperCase(Locale.ROOT);
        return !text.isEmpty()
                && text.equals(JsText.trim(text))
                && text.chars().noneMatch(Character::isISOControl)
                && Normalizer.isNormalized(text, Normalizer.Form.NFKC)
                && upper.toLowerCase(Locale.ROOT).equals(lower)
                && lower.toUpperCase(Locale.ROOT).equals(upper);
    }
}
