package sluice.embeddedorg.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One field of an object.
 *
 * @param position where its value stands in a record
 * @param length characters, 0 where text is not limited by it
 * @param precision digits in all, of numbers
 * @param scale digits behind the decimal point, of numbers
 * @param defaultValue what a create without the field gets, as text
 * @param values of a picklist
 * @param referenceTo objects that a reference leads to; empty for other types
 * @param relationshipName of a reference: {@code Account}, {@code Account__r}; otherwise empty
 */
public record Field(
        int position,
        String name,
        String label,
        FieldType type,
        int length,
        int precision,
        int scale,
        boolean required,
        boolean readOnly,
        boolean filterable,
        boolean unique,
        boolean externalId,
        boolean caseSensitive,
        boolean idLookup,
        boolean indexed,
        boolean restricted,
        Computed computed,
        Optional<String> defaultValue,
        List<String> values,
        List<String> referenceTo,
        String relationshipName) {

    /** How the org itself fills a field. */
    public enum Computed {
        /** Not at all. */
        NO,
        /** First and last name; never written by clients. */
        PERSON,
        /** First and last name of a Person Account, otherwise written by clients. */
        PERSONACCOUNT,
        /** A running number; never written by clients. */
        NUMBER,
        /** The record's 15-character id where no client gave a value. */
        RECORDID
    }

    public Field {
        values = List.copyOf(values);
        referenceTo = List.copyOf(referenceTo);
    }

    /** Whether creates and updates may name it. */
    public boolean isWritable() {
        return !readOnly && computed != Computed.PERSON && computed != Computed.NUMBER;
    }

    public boolean isCustom() {
        return name.endsWith("__c");
    }

    /** Whether an upsert, or a relationship value in a body, may identify a record by it. */
    public boolean identifiesRecords() {
        return externalId || idLookup;
    }

    /** Whether records can be found by it without reading all of them. */
    public boolean isIndexed() {
        return type != FieldType.ID && (indexed || unique || externalId || idLookup);
    }

    /** Text as comparisons see it: without regard to case, unless the field is case-sensitive. */
    public String fold(String text) {
        return caseSensitive ? text : text.toLowerCase(Locale.ROOT);
    }
}
