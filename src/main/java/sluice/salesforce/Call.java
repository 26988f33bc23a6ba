package sluice.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What is done once it is known which record a write is about: one call to Salesforce, or none. */
public sealed interface Call {
    /** {@code POST …/sobjects/{sObject}}. */
    record Create(String sObject, ObjectNode body) implements Call {}

    /** {@code PATCH …/sobjects/{sObject}/{recordId}}. */
    record Update(String sObject, String recordId, ObjectNode body) implements Call {}

    /**
     * {@code PATCH …/sobjects/{sObject}/{field}/{value}}: changes the one record with this external id, or makes it.
     *
     * @param body without the external id's field
     * @param updateOnly never makes one: {@code ?updateOnly=true}
     */
    record Upsert(String sObject, String field, String value, ObjectNode body, boolean updateOnly) implements Call {
        /** The same as a shared call of one, where a path would not bring the value as it is; empty where it does. */
        public Optional<BatchCall.UpsertMany> inBody() {
            return ExternalIds.fitsPath(value)
                    ? Optional.empty()
                    : Optional.of(new BatchCall.UpsertMany(sObject, field, SharedWrite.body(List.of(this))));
        }
    }

    /** {@code DELETE …/sobjects/{sObject}/{recordId}}. */
    record Delete(String sObject, String recordId) implements Call {}

    /**
     * Nothing is sent, and that is as it should be.
     *
     * @param httpStatus 404 where nothing was found, 200 where the record was there already
     * @param recordId the record that was found, or empty
     */
    record Skip(int httpStatus, String errorCode, String message, String recordId) implements Call {}

    /** Nothing is sent, since an earlier attempt, whose answer never came, had created the record. */
    record Done(String recordId) implements Call {}

    /** Nothing is sent, since it would be wrong. Tried again only where the status is one of trouble that passes (503). */
    record Refuse(int httpStatus, String errorCode, String message, List<String> fields) implements Call {}
}
