package sluice.flow.connection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.impl.DefaultCamelContext;

/** The component of the routes, without the routes. */
final class TestConnection implements AutoCloseable {
    private final CamelContext context = new DefaultCamelContext();
    private final GuardedSalesforceComponent component;
    private final OrgGate gate = new OrgGate(Clock.systemUTC(), new Random(1));
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final FileTransfer files;

    /**
     * @param allowInsecureUrls how the instance URL is judged
     */
    TestConnection(SalesforceSettings settings, boolean allowInsecureUrls) {
        this(settings, allowInsecureUrls, new RememberedLogins());
    }

    TestConnection(SalesforceSettings settings, boolean allowInsecureUrls, LoginTurns turns) {
        this(settings, allowInsecureUrls, turns, alone());
    }

    /** With a budget that is shared with others. */
    TestConnection(SalesforceSettings settings, DayCalls calls) {
        this(settings, settings.allowInsecureUrls(), new RememberedLogins(), calls);
    }

    private TestConnection(SalesforceSettings settings, boolean allowInsecureUrls, LoginTurns turns, DayCalls calls) {
        Clock clock = Clock.systemUTC();
        ApiBudget budget = new ApiBudget(settings, clock, metrics);
        CallWatch watch = new CallWatch(gate, budget, clock);
        component = new GuardedSalesforceComponent(
                context,
                Login.of(settings),
                settings,
                allowInsecureUrls,
                turns,
                watch,
                new SharedBudget(budget, gate, calls));
        context.addComponent("salesforce", component);
        context.start();
        files = new FileTransfer(context, watch, settings, settings.requestTimeout());
    }

    TestConnection(SalesforceSettings settings) {
        this(settings, settings.allowInsecureUrls());
    }

    private static DayCalls alone() {
        AtomicLong all = new AtomicLong();
        return (day, calls) -> all.addAndGet(calls);
    }

    /** Logs in anew, whatever token there is. */
    void logIn() throws SalesforceException {
        component.getSession().login(component.getSession().getAccessToken());
    }

    /** Makes a call as the routes do. */
    Exchange createLead() {
        return context.createProducerTemplate().request("salesforce:createSObject", exchange -> {
            exchange.getMessage().setHeader("sObjectName", "Lead");
            exchange.getMessage().setBody("{\"LastName\":\"O'Neil\",\"Company\":\"Acme\"}");
        });
    }

    /** What the worker does after each probe. */
    void feelPulse() {
        new OrgPulse(gate, context.createProducerTemplate()).feel();
    }

    String token() {
        return component.getSession().getAccessToken();
    }

    FileTransfer files() {
        return files;
    }

    OrgGate gate() {
        return gate;
    }

    /** What a metric says. */
    double metric(String name) {
        return metrics.get(name).gauge().value();
    }

    /** What outlives a connection. */
    static final class RememberedLogins implements LoginTurns {
        private final Map<String, String> newest = new ConcurrentHashMap<>();
        private final Map<String, Refusals> refusals = new ConcurrentHashMap<>();

        @Override
        public Turn turn(String configured) {
            return new Turn() {
                @Override
                public Refusals refusals() {
                    return refusals.getOrDefault(configured, Refusals.NONE);
                }

                @Override
                public void keepRefusals(Refusals kept) {
                    refusals.put(configured, kept);
                }

                @Override
                public Optional<String> refreshToken() {
                    return Optional.ofNullable(newest.get(configured));
                }

                @Override
                public Optional<String> login() {
                    return Optional.empty();
                }

                @Override
                public void keepRefreshToken(String token) {
                    newest.put(configured, token);
                }

                @Override
                public void keepLogin(String answer) {
                    // alone: nobody would take it over
                }

                @Override
                public void close() {
                    // alone: nobody waits
                }
            };
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
