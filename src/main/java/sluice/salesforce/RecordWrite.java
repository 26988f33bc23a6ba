package sluice.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * One write, as a mapping made it of an event: which record, and what of it.
 *
 * @param sObject the API name of the object, such as {@code Lead} or {@code Invoice__c}
 * @param operation what is to become of the record
 * @param matchers by which the record is found; empty for a plain create
 * @param fields the record's fields by API name, in the order in which they are sent; not to be changed
 */
public record RecordWrite(String sObject, Operation operation, RecordMatchers matchers, ObjectNode fields) {
    public RecordWrite {
        Objects.requireNonNull(sObject);
        Objects.requireNonNull(operation);
        Objects.requireNonNull(matchers);
        Objects.requireNonNull(fields);
    }
}
