package sluice.salesforce;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a mapping wants of its writes beside what they write.
 *
 * @param headers of the calls that create, change or upsert a record: {@code {"Sforce-Auto-Assign": "FALSE"}}
 * @param fillOnlyEmpty the fields of a record that is there already which are written only where they are empty
 * @param followConvertedLead whether the update of a lead that was converted goes to its contact
 */
public record WriteOptions(Map<String, String> headers, List<String> fillOnlyEmpty, boolean followConvertedLead) {
    /** Of a mapping that wants nothing special. */
    public static final WriteOptions NONE = new WriteOptions(Map.of(), List.of(), false);

    public WriteOptions {
        Objects.requireNonNull(headers);
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        fillOnlyEmpty = List.copyOf(fillOnlyEmpty);
    }
}
