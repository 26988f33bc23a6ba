package sluice.flow.routes;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;

/** Makes the endpoints of a draft by a component of the running context, which stays where it is. */
final class BorrowedComponent implements Component {
    private final Component lender;
    private CamelContext context;

    BorrowedComponent(Component lender) {
        this.lender = lender;
    }

    @Override
    public Endpoint createEndpoint(String uri) throws Exception {
        return lender.createEndpoint(uri);
    }

    @Override
    public Endpoint createEndpoint(String uri, Map<String, Object> parameters) throws Exception {
        return lender.createEndpoint(uri, parameters);
    }

    /** The lender runs as long as its own context does. */
    @Override
    public void start() {}

    @Override
    public void stop() {}

    /** The lender is wired already. */
    @Override
    public boolean isAutowiredEnabled() {
        return false;
    }

    @Override
    public boolean useRawUri() {
        return lender.useRawUri();
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }
}
