package sluice.embeddedorg.store;

import java.util.List;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;

/** Finds the parent that a write names by a field of it: {@code "Account": {"External_Id__c": "x"}}. */
public final class ParentLookup {
    private final Records records;

    public ParentLookup(Records records) {
        this.records = records;
    }

    /**
     * The parent's id.
     *
     * @throws OrgException {@code INVALID_FIELD} if the field identifies no records or none or several have the value
     */
    public String find(Field reference, String keyName, String value) {
        ObjectType parent =
                records.schema().object(reference.referenceTo().get(0)).orElseThrow();
        Field key = parent.field(keyName)
                .filter(Field::identifiesRecords)
                .orElseThrow(() -> refused("Field name provided, %s does not match an External ID, Salesforce Id, or"
                        .concat(" indexed field for %s")
                        .formatted(keyName, parent.name())));
        List<Row> found = records.findBy(parent, key, value);
        if (found.isEmpty()) {
            throw refused("Foreign key external ID: %s not found for field %s in entity %s"
                    .formatted(value, key.name(), parent.name()));
        }
        if (found.size() > 1) {
            throw refused("More than one record found for external id field: "
                    + found.stream().map(Row::id).toList());
        }
        return found.get(0).id();
    }

    private static OrgException refused(String message) {
        return new OrgException(400, OrgError.ofWrite("INVALID_FIELD", message));
    }
}
