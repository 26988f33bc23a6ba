package sluice.flow.connection;

import jakarta.inject.Singleton;
import org.apache.camel.ProducerTemplate;
import org.jboss.logging.Logger;

/**
 * Asks the org for something that is about no record, when a lone delivery fails as a probe again and again. If it
 * answers that, the gate opens, and the delivery spends its attempts like any other. Thread-safe.
 */
@Singleton
public final class OrgPulse {
    private static final Logger LOG = Logger.getLogger(OrgPulse.class);

    private final OrgGate gate;
    private final ProducerTemplate calls;

    OrgPulse(OrgGate gate, ProducerTemplate calls) {
        this.gate = gate;
        this.calls = calls;
    }

    /** After a probe. Makes one API call, and only when a delivery is suspected. */
    public void feel() {
        gate.suspect().ifPresent(delivery -> {
            calls.request("salesforce:limits?rawPayload=true", nothing -> {});
            if (gate.pause().isEmpty()) {
                LOG.warnf(
                        "Salesforce fails at delivery %d again and again and answers other calls: its attempts count",
                        delivery);
            }
        });
    }
}
