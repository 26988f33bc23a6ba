package sluice.flow.connection;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.impl.DefaultCamelContext;

/** The component of the routes, without the routes. */
final class TestConnection implements AutoCloseable {
    private final CamelContext context = new DefaultCamelContext();
    private final GuardedSalesforceComponent component;

    /**
     * @param allowInsecureUrls how the instance URL is judged
     */
    TestConnection(SalesforceSettings settings, boolean allowInsecureUrls) {
        component = new GuardedSalesforceComponent(context, Login.of(settings), settings, allowInsecureUrls);
        context.addComponent("salesforce", component);
        context.start();
    }

    TestConnection(SalesforceSettings settings) {
        this(settings, settings.allowInsecureUrls());
    }

    /** Logs in anew, whatever token there is. */
    void logIn() throws SalesforceException {
        component.getSession().login(component.getSession().getAccessToken());
    }

    /** Makes a call as the routes do. */
    Exchange createLead() {
        return context.createProducerTemplate().request("salesforce:createSObject", exchange -> {
            exchange.getMessage().setHeader("sObjectName", "Lead");
            exchange.getMessage().setBody("{\"LastName\":\"O'Neil\"}");
        });
    }

    @Override
    public void close() {
        context.stop();
    }
}
