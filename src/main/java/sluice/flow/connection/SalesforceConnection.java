package sluice.flow.connection;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.jboss.logging.Logger;
import sluice.event.DefinitionException;
import sluice.event.Fault;
import sluice.ledger.Ledger;
import sluice.salesforce.LocalOrg;

/**
 * Chooses the org, the configured or the embedded one, and makes the {@code salesforce} component of the routes. The
 * embedded org starts in the profiles dev, test and demo when no org is configured, and never elsewhere: an operator's
 * slip must not end in a demo org.
 */
@Singleton
@Startup
public final class SalesforceConnection {
    private static final Logger LOG = Logger.getLogger(SalesforceConnection.class);
    private static final Set<String> TRIAL_PROFILES = Set.of("dev", "test", "demo");
    private static final String ORG_SETTINGS = "salesforce.client-id and salesforce.client-secret (client credentials),"
            + " or those of another login flow in application.properties";

    private final SalesforceSettings settings;
    private final boolean embedded;
    private final SalesforceLoginConfig login;

    /**
     * @throws DefinitionException when no org can be chosen, or the chosen one's settings are wrong
     */
    SalesforceConnection(SalesforceSettings settings, Instance<LocalOrg> embeddedOrg) {
        this.settings = settings;
        this.embedded = usesEmbeddedOrg(settings);
        this.login = embedded ? Login.ofEmbeddedOrg(start(embeddedOrg.get())) : Login.of(settings);
    }

    @Produces
    @Singleton
    @Named("salesforce")
    SalesforceComponent component(
            CamelContext context, Ledger ledger, CallWatch watch, OrgGate gate, ApiBudget budget) {
        return new GuardedSalesforceComponent(
                context,
                login,
                settings,
                embedded || settings.allowInsecureUrls(),
                new LedgerLoginTurns(ledger, settings.requestTimeout().multipliedBy(2)),
                watch,
                new SharedBudget(budget, gate, ledger::countApiCalls));
    }

    private static URI start(LocalOrg org) {
        URI url = org.start();
        LOG.infof(
                "No org is configured: records go to the embedded org at %s and are gone when the service stops", url);
        return url;
    }

    private static boolean usesEmbeddedOrg(SalesforceSettings settings) {
        boolean trial = ConfigUtils.getProfiles().stream().anyMatch(TRIAL_PROFILES::contains);
        boolean asked = settings.embeddedOrg().orElse(false);
        if (asked && !trial) {
            throw new DefinitionException(new Fault(
                    "salesforce.embedded-org",
                    "false, since records in the embedded org are gone with the service: only the profiles "
                            + TRIAL_PROFILES.stream().sorted().toList() + " may use it",
                    "true"));
        }
        boolean configured = Login.isConfigured(settings);
        boolean wanted = asked || !configured && settings.embeddedOrg().isEmpty();
        if (!configured && !(trial && wanted)) {
            throw new DefinitionException(new Fault("salesforce", ORG_SETTINGS, "no login"));
        }
        return trial && wanted;
    }
}
