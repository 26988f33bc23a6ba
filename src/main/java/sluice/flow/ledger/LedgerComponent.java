package sluice.flow.ledger;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import sluice.flow.connection.OrgGate;
import sluice.flow.connection.OrgPulse;
import sluice.ledger.Ledger;

/**
 * {@code ledger:append} takes a list of new deliveries and returns when they are on disk, {@code ledger:records} gives
 * one exchange for each claim, {@code ledger:bulk} one for each group of rows that has grown, {@code ledger:jobs} one for
 * each ingest job that is to be carried on, {@code ledger:settle} takes a settlement or a list of them.
 */
@Singleton
@Named("ledger")
public final class LedgerComponent extends DefaultComponent {
    private final Ledger ledger;
    private final BulkClaims bulk;
    private final OrgGate gate;
    private final OrgPulse pulse;
    private final RetryPolicy retries;
    private final LedgerBean.Settings settings;

    LedgerComponent(
            Ledger ledger,
            BulkClaims bulk,
            OrgGate gate,
            OrgPulse pulse,
            RetryPolicy retries,
            LedgerBean.Settings settings) {
        this.ledger = ledger;
        this.bulk = bulk;
        this.gate = gate;
        this.pulse = pulse;
        this.retries = retries;
        this.settings = settings;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        LedgerEndpoint endpoint = new LedgerEndpoint(uri, this, LedgerEndpoint.Side.of(remaining));
        endpoint.setBatchSize(getAndRemoveParameter(parameters, "batchSize", Integer.class, 200));
        endpoint.setWorkers(getAndRemoveParameter(parameters, "workers", Integer.class, 1));
        return endpoint;
    }

    Ledger ledger() {
        return ledger;
    }

    BulkClaims bulk() {
        return bulk;
    }

    Duration lease() {
        return settings.lease();
    }

    OrgGate gate() {
        return gate;
    }

    OrgPulse pulse() {
        return pulse;
    }

    RetryPolicy retries() {
        return retries;
    }
}
