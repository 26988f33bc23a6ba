package sluice.embeddedorg.soql;

import java.util.List;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.RecordId;
import sluice.embeddedorg.store.Records;
import sluice.embeddedorg.store.Row;

/** {@code Email}, or {@code Account.Owner.Name}: references to follow, then a field. */
record FieldPath(List<Field> references, Field field) {
    FieldPath {
        references = List.copyOf(references);
    }

    boolean isDirect() {
        return references.isEmpty();
    }

    /** Null as well where a reference on the way is empty. */
    Object read(Records records, Row row) {
        Row current = row;
        for (Field reference : references) {
            current = follow(records, current, reference);
            if (current == null) {
                return null;
            }
        }
        return current.get(field);
    }

    static Row follow(Records records, Row row, Field reference) {
        return row.get(reference) instanceof String id
                ? RecordId.parse(id).flatMap(records::find).orElse(null)
                : null;
    }
}
