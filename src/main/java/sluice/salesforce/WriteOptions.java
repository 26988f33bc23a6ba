package sluice.salesforce;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a mapping wants of its writes beside what they write.
 *
 * @param headers of the calls that create, change or upsert a record: {@code {"Sforce-Auto-Assign": "FALSE"}}
 */
public record WriteOptions(Map<String, String> headers) {
    /** Of a mapping that wants nothing special. */
    public static final WriteOptions NONE = new WriteOptions(Map.of());

    public WriteOptions {
        Objects.requireNonNull(headers);
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }
}
