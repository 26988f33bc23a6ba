package sluice.embeddedorg.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import sluice.embeddedorg.schema.Field;

/**
 * The external ids that stand more than once among the records of one upsert; all those records fail. A call's records
 * are seen together, a job's by chunks of 200.
 */
public final class DuplicateKeys {
    private final Field key;
    private final Set<String> several = new HashSet<>();

    public DuplicateKeys(Field key, Collection<String> values) {
        this.key = key;
        Set<String> once = new HashSet<>();
        for (String value : values) {
            if (!once.add(key.fold(value))) {
                several.add(key.fold(value));
            }
        }
    }

    /** @throws OrgException {@code DUPLICATE_VALUE} if another record has this value too */
    public void refuse(String value) {
        if (several.contains(key.fold(value))) {
            throw new OrgException(
                    400, OrgError.ofWrite("DUPLICATE_VALUE", "Duplicate external id specified: " + value, key.name()));
        }
    }
}
