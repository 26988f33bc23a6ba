package sluice.salesforce.bulk;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import sluice.salesforce.FieldNames;

/**
 * Which rows may go in one ingest job: those of one mapping with the same object, operation and key field.
 *
 * @param keyField the column that identifies a row: the external id of an upsert, {@code Id} for update and delete; empty
 *     for an insert
 */
public record Lane(String mapping, String sObject, JobOperation operation, Optional<String> keyField) {
    private static final String SEPARATOR = "|";
    private static final int PARTS = 4;

    public Lane {
        Objects.requireNonNull(mapping);
        Objects.requireNonNull(sObject);
        Objects.requireNonNull(operation);
        Objects.requireNonNull(keyField);
    }

    /**
     * The lane that {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Lane parse(String text) {
        String[] parts = text.split("\\" + SEPARATOR, -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException(
                    "lane: expected mapping|object|operation|key field, was " + parts.length + " parts");
        }
        return new Lane(
                decode(parts[0]),
                decode(parts[1]),
                JobOperation.of(parts[2]),
                Optional.of(decode(parts[3])).filter(field -> !field.isEmpty()));
    }

    /** The same with the key field as the org spells it. */
    public Lane spelled(FieldNames fields) {
        return new Lane(mapping, sObject, operation, keyField.map(fields::of));
    }

    /** {@code leads-bulk|Lead|upsert|External_Id__c}; what stands between the bars is percent-encoded as in a form. */
    @Override
    public String toString() {
        return String.join(SEPARATOR, encode(mapping), encode(sObject), operation.word(), encode(keyField.orElse("")));
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }

    private static String decode(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
