package sluice.flow.connection;

import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceEndpoint;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.apache.camel.component.salesforce.internal.client.DefaultRawClient;
import org.apache.camel.component.salesforce.internal.client.DefaultRestClient;
import org.apache.camel.component.salesforce.internal.client.RawClient;
import org.apache.camel.component.salesforce.internal.client.RestClient;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** {@code camel-salesforce} on a {@link GuardedSession}. */
final class GuardedSalesforceComponent extends SalesforceComponent {
    /** Connections to one host; SalesforceHttpClient's own default is Jetty's 64. */
    private static final int WORKERS = 10;

    private static final int MAX_WORKERS = 20;

    private final SalesforceLoginConfig login;
    private final SalesforceSettings settings;
    private final boolean allowInsecureUrls;
    private final LoginTurns turns;
    private final CallWatch watch;
    private final SharedBudget budget;
    private GuardedHttpClient client;
    private GuardedSession session;

    GuardedSalesforceComponent(
            CamelContext context,
            SalesforceLoginConfig login,
            SalesforceSettings settings,
            boolean allowInsecureUrls,
            LoginTurns turns,
            CallWatch watch,
            SharedBudget budget) {
        super(context);
        this.login = login;
        this.settings = settings;
        this.allowInsecureUrls = allowInsecureUrls;
        this.turns = turns;
        this.watch = watch;
        this.budget = budget;
        setLoginConfig(login);
        SalesforceEndpointConfig config = new SalesforceEndpointConfig();
        config.setApiVersion(settings.apiVersion());
        config.setRawPayload(true);
        setConfig(config);
        setHttpRequestTimeout(settings.requestTimeout().toMillis());
    }

    @Override
    protected void doStart() throws Exception {
        SslContextFactory.Client tls = new SslContextFactory.Client();
        tls.setSslContext(new SSLContextParameters().createSSLContext(getCamelContext()));
        client = new GuardedHttpClient(
                getCamelContext(),
                getCamelContext()
                        .getExecutorServiceManager()
                        .newThreadPool(this, "SalesforceHttpClient", WORKERS, MAX_WORKERS),
                tls,
                watch);
        client.setTimeout(settings.requestTimeout().toMillis());
        session = new GuardedSession(getCamelContext(), client, login, allowInsecureUrls, turns, watch);
        client.keep(session);
        getConfig().setHttpClient(client);
        budget.start();
        super.doStart();
    }

    /** After the routes, so that all calls are counted. */
    @Override
    protected void doStop() throws Exception {
        super.doStop();
        budget.stop();
    }

    @Override
    public SalesforceSession getSession() {
        return session;
    }

    @Override
    public RestClient createRestClientFor(SalesforceEndpoint endpoint) throws SalesforceException {
        return new DefaultRestClient(client, endpoint.getConfiguration().getApiVersion(), session, login);
    }

    @Override
    public RawClient createRawClientFor(SalesforceEndpoint endpoint) throws SalesforceException {
        return new DefaultRawClient(client, "", session, login);
    }
}
