package sluice.embeddedorg.store;

import java.util.Optional;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.schema.RecordId;

/** Finds the row that an item of a collections call or a row of a job names by its id. */
public final class RowLookup {
    private final Records records;

    public RowLookup(Records records) {
        this.records = records;
    }

    /** Throws {@link OrgException} with {@code MALFORMED_ID}, {@code ENTITY_IS_DELETED} or {@code INVALID_CROSS_REFERENCE_KEY}. */
    public Row byId(ObjectType type, String id) {
        Optional<String> full = RecordId.parse(id)
                .filter(found -> records.schema().objectOfId(found).equals(Optional.of(type)));
        if (full.isEmpty()) {
            throw new OrgException(
                    400,
                    OrgError.ofWrite("MALFORMED_ID", type.idLabel() + ": id value of incorrect type: " + id, "Id"));
        }
        return records.find(type, full.get()).orElseThrow(() -> gone(type, full.get()));
    }

    private OrgException gone(ObjectType type, String id) {
        return new OrgException(
                400,
                records.isDeleted(type, id)
                        ? OrgError.ofWrite("ENTITY_IS_DELETED", "entity is deleted")
                        : OrgError.ofWrite("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
    }
}
