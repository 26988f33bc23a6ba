package sluice.flow.connection;

import java.net.URI;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.apache.camel.component.salesforce.internal.client.SalesforceSecurityHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The component's HTTP client, which lets its calls be watched and keeps the session it was given once: the component
 * brings one of its own.
 */
@SuppressWarnings("try") // Jetty's client declares a close() that may be interrupted; nobody closes it by that
final class GuardedHttpClient extends SalesforceHttpClient {
    private final CallWatch watch;
    private GuardedSession session;

    GuardedHttpClient(CamelContext context, ExecutorService workers, SslContextFactory.Client tls, CallWatch watch) {
        super(context, workers, tls);
        this.watch = watch;
        // The token would go along, wherever a redirect leads.
        setFollowRedirects(false);
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
        getProtocolHandlers().remove(new SalesforceSecurityHandler(this).getName());
        getProtocolHandlers().put(new RefusedCalls(this, watch));
    }

    /** Every call of the component begins here; its logins do not. */
    @Override
    public HttpRequest newHttpRequest(HttpConversation conversation, URI uri) {
        HttpRequest request = super.newHttpRequest(conversation, uri);
        watch.over(request);
        return request;
    }

    @Override
    public SalesforceSession getSession() {
        return session;
    }
}
