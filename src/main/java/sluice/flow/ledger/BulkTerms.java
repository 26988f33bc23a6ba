package sluice.flow.ledger;

import jakarta.inject.Singleton;
import sluice.action.Mapping;
import sluice.ledger.GroupTerms;

/** What groups of a mapping are opened with. Thread-safe. */
@Singleton
public final class BulkTerms {
    private final BulkSettings settings;

    BulkTerms(BulkSettings settings) {
        this.settings = settings;
    }

    /** Pins the mapping as it is. */
    public GroupTerms of(Mapping mapping) {
        return new GroupTerms(
                mapping.name(),
                mapping.version(),
                mapping.definitionText(),
                mapping.batchSize(),
                settings.maxBytes(),
                mapping.mergesSameRecord());
    }
}
