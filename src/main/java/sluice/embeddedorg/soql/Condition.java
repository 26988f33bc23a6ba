package sluice.embeddedorg.soql;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import sluice.embeddedorg.store.Records;
import sluice.embeddedorg.store.Row;

/** A WHERE clause. Immutable. Literals are of their field's type already, texts folded as the field compares. */
sealed interface Condition {
    boolean holds(Records records, Row row);

    record And(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Records records, Row row) {
            return parts.stream().allMatch(part -> part.holds(records, row));
        }
    }

    record Or(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Records records, Row row) {
            return parts.stream().anyMatch(part -> part.holds(records, row));
        }
    }

    record Not(Condition inner) implements Condition {
        @Override
        public boolean holds(Records records, Row row) {
            return !inner.holds(records, row);
        }
    }

    /** {@code =} and {@code IN}; a null among the values finds empty fields. */
    record OneOf(FieldPath path, Set<Object> values) implements Condition {
        @Override
        public boolean holds(Records records, Row row) {
            return values.contains(Literals.comparable(path.field(), path.read(records, row)));
        }
    }

    /** {@code < <= > >=}; an empty field is never before or after anything. */
    record Ordered(FieldPath path, Comparable<Object> value, boolean less, boolean orEqual) implements Condition {
        @Override
        public boolean holds(Records records, Row row) {
            Object found = Literals.comparable(path.field(), path.read(records, row));
            if (found == null || found == Literals.NULL) {
                return false;
            }
            int order = value.compareTo(found);
            return order == 0 ? orEqual : less == order > 0;
        }
    }

    record Matches(FieldPath path, Pattern pattern) implements Condition {
        @Override
        public boolean holds(Records records, Row row) {
            return path.read(records, row) instanceof String text
                    && pattern.matcher(text).matches();
        }
    }
}
