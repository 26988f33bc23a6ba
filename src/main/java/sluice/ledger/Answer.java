package sluice.ledger;

import java.util.List;

/**
 * What is known of an attempt, kept for the log. Texts are empty and numbers 0 where there is nothing to tell.
 *
 * @param operation {@code create}, {@code update}, {@code upsert}, {@code delete}
 * @param sObject such as {@code Lead}; what an event gave for a name is cut off where no name is as long
 * @param recordId Salesforce's id of the record
 * @param created whether the record is new
 * @param httpStatus of the deciding call, or the status Segment would give (404 none found, 300 several)
 * @param errorCode Salesforce's, such as {@code REQUIRED_FIELD_MISSING}
 * @param message Salesforce's, or ours; may hold personal data: for the log's readers, never for log files
 * @param fields that the error names
 * @param apiCalls calls this attempt had a part in; others may have shared them
 */
public record Answer(
        String operation,
        String sObject,
        String recordId,
        boolean created,
        int httpStatus,
        String errorCode,
        String message,
        List<String> fields,
        int apiCalls) {
    /** Stores index names, which bounds them. */
    private static final int LONGEST_NAME = 255;

    /** Nothing is known. */
    public static final Answer NONE = because("");

    public Answer {
        sObject = sObject.substring(0, Math.min(sObject.length(), LONGEST_NAME));
        fields = List.copyOf(fields);
    }

    /** No call was made or answered; {@code message} says why. */
    public static Answer because(String message) {
        return new Answer("", "", "", false, 0, "", message, List.of(), 0);
    }
}
