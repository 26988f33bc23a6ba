package sluice.embeddedorg.store;

import java.util.Map;
import java.util.Optional;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;

/** Lets single rows fail for reasons that lie outside them, such as a lock. */
public interface RowFaults {
    /** The error that this row shall fail with, asked once for each attempt to write it; a deletion has its Id only. */
    Optional<OrgError> next(ObjectType type, Map<Field, Object> values);
}
