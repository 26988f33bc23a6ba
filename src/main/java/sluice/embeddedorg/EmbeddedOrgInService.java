package sluice.embeddedorg;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import sluice.salesforce.LocalOrg;

/** The embedded org of the service: not there until somebody starts it. Thread-safe. */
@Singleton
final class EmbeddedOrgInService implements LocalOrg {
    private EmbeddedOrg org;

    /** On a free port of loopback, with Person Accounts, as the example mappings want them. */
    @Override
    public synchronized URI start() {
        if (org == null) {
            org = EmbeddedOrg.start(EmbeddedOrgSettings.defaults().withPersonAccounts(true));
        }
        return org.url();
    }

    /** Its records as a page; empty while it is not started. */
    synchronized Optional<String> page() {
        return Optional.ofNullable(org).map(EmbeddedOrg::page);
    }

    @PreDestroy
    synchronized void stop() {
        if (org != null) {
            org.close();
        }
    }
}
