package sluice.flow.connection;

import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The component's HTTP client, which keeps the session it was given once: the component brings one of its own. */
@SuppressWarnings("try") // Jetty's client declares a close() that may be interrupted; nobody closes it by that
final class GuardedHttpClient extends SalesforceHttpClient {
    private GuardedSession session;

    GuardedHttpClient(CamelContext context, ExecutorService workers, SslContextFactory.Client tls) {
        super(context, workers, tls);
    }

    void keep(GuardedSession session) {
        this.session = session;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // A token must not follow a redirect to another host.
        setFollowRedirects(false);
        // Jetty's own answer to a 401 would hide Salesforce's, which says why.
        getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
    }

    @Override
    public SalesforceSession getSession() {
        return session;
    }
}
