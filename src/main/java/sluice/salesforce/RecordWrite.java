package sluice.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/**
 * One write, as a mapping made it of an event: which record, and what of it.
 *
 * @param sObject the API name of the object, such as {@code Lead} or {@code Invoice__c}
 * @param operation what is to become of the record
 * @param matchers by which the record is found; empty for a plain create
 * @param fields the record's fields by API name, in the order in which they are sent; not to be changed
 * @param createdAs the unique external id that a new record gets, so that it is made only once; else empty
 * @param options of the mapping
 */
public record RecordWrite(
        String sObject,
        Operation operation,
        RecordMatchers matchers,
        ObjectNode fields,
        Optional<ExternalId> createdAs,
        WriteOptions options) {
    /** A field that Salesforce keeps unique, and a record's value of it. */
    public record ExternalId(String field, String value) {}

    public RecordWrite {
        Objects.requireNonNull(sObject);
        Objects.requireNonNull(operation);
        Objects.requireNonNull(matchers);
        Objects.requireNonNull(fields);
        Objects.requireNonNull(createdAs);
        Objects.requireNonNull(options);
    }

    public RecordWrite(String sObject, Operation operation, RecordMatchers matchers, ObjectNode fields) {
        this(sObject, operation, matchers, fields, Optional.empty(), WriteOptions.NONE);
    }

    /** Whether the name of the object can be one: letters, digits and underscores. */
    public boolean namesObject() {
        return Soql.isName(sObject);
    }

    /** The same with other fields. */
    public RecordWrite with(ObjectNode other) {
        return new RecordWrite(sObject, operation, matchers, other, createdAs, options);
    }

    /** The same for a mapping with these options. */
    public RecordWrite with(WriteOptions wanted) {
        return new RecordWrite(sObject, operation, matchers, fields, createdAs, wanted);
    }

    /** The same, and a new record gets this external id. */
    public RecordWrite createdAs(String field, String value) {
        return new RecordWrite(
                sObject, operation, matchers, fields, Optional.of(new ExternalId(field, value)), options);
    }
}
