package sluice.salesforce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fewest queries that look up several writes. */
final class Lookups {
    /**
     * Bytes of an encoded query. URL and headers together must stay below 16,384 (Salesforce Help 000386264, "414 and 431
     * errors"); the rest is left to the host and the headers, of which the token is the longest.
     */
    static final int MAX_QUERY_BYTES = 12_000;

    private Lookups() {}

    static List<BatchStep> of(List<BatchItem> items) {
        Map<LookupForm, List<BatchItem>> shared = new LinkedHashMap<>();
        List<BatchStep> lookups = new ArrayList<>();
        for (BatchItem item : items) {
            Optional<LookupForm> form = LookupForm.of(item.plan());
            if (form.isPresent()) {
                shared.computeIfAbsent(form.get(), none -> new ArrayList<>()).add(item);
            } else {
                lookups.add(new LookupOfOne(item));
            }
        }
        shared.forEach((form, together) -> lookups.addAll(split(form, together)));
        return lookups;
    }

    private static List<BatchStep> split(LookupForm form, List<BatchItem> items) {
        List<BatchStep> lookups = new ArrayList<>();
        List<BatchItem> part = new ArrayList<>();
        int bytes = form.encodedLength();
        for (BatchItem item : items) {
            int more = form.encodedLength(item.write());
            if (!part.isEmpty() && bytes + more > MAX_QUERY_BYTES) {
                lookups.add(lookup(form, part));
                part.clear();
                bytes = form.encodedLength();
            }
            part.add(item);
            bytes += more;
        }
        lookups.add(lookup(form, part));
        return lookups;
    }

    private static BatchStep lookup(LookupForm form, List<BatchItem> items) {
        return items.size() == 1 ? new LookupOfOne(items.get(0)) : SharedLookup.of(form, items);
    }
}
