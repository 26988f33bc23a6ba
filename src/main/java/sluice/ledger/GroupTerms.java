package sluice.ledger;

import java.util.Objects;

/**
 * What a group is opened with and how much it holds.
 *
 * @param mapping its name
 * @param version of the mapping; a group takes nothing for another version
 * @param definition the mapping as text, for sending the group later as it was when it opened
 * @param maxRows CSV rows, at least 1
 * @param maxBytes of the rows as they were estimated, together; a row that alone is larger gets a group of its own
 * @param mergesSameRecord whether later deliveries of a record go into the row of an earlier one
 */
public record GroupTerms(
        String mapping, String version, String definition, int maxRows, long maxBytes, boolean mergesSameRecord) {
    public GroupTerms {
        Objects.requireNonNull(mapping);
        Objects.requireNonNull(version);
        Objects.requireNonNull(definition);
        if (maxRows < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("group of %s: expected room for a row, was %d rows, %d bytes"
                    .formatted(mapping, maxRows, maxBytes));
        }
    }
}
