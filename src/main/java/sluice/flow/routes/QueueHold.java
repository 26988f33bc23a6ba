package sluice.flow.routes;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Keeps the queues in memory ({@code seda:}) of a context while routes around them are exchanged: Camel drops a queue,
 * and what waits in it, with the last endpoint that names it.
 */
record QueueHold(List<SedaEndpoint> twins) implements AutoCloseable {
    /** Makes a twin another endpoint than the original, of the same queue; it is what applies anyhow. */
    private static final String DISTINCTION = "?purgeWhenStopping=false&discardIfNoConsumers=false";

    static QueueHold of(CamelContext context) {
        return new QueueHold(context.getEndpoints().stream()
                .filter(SedaEndpoint.class::isInstance)
                .map(SedaEndpoint.class::cast)
                .map(QueueHold::twin)
                .toList());
    }

    private static SedaEndpoint twin(SedaEndpoint original) {
        SedaComponent component = original.getComponent();
        String name = original.getEndpointUri().replaceFirst("\\?.*", "");
        SedaEndpoint twin = new SedaEndpoint(name + DISTINCTION, component, null);
        component.getOrCreateQueue(twin, null, false, null);
        return twin;
    }

    @Override
    public void close() {
        ServiceHelper.stopAndShutdownServices(twins);
    }
}
