package sluice.flow;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.Map;
import sluice.golden.ScriptedSalesforce;

/**
 * Connects the service to a {@link ScriptedSalesforce}, and gives that to the test; with {@code bulk.absent-field=null},
 * which is Segment's way.
 */
public final class ScriptedOrg implements QuarkusTestResourceLifecycleManager {
    private static final Duration TIMEOUT = Duration.ofSeconds(6);
    private static final Duration TOO_LATE = Duration.ofSeconds(9);

    private ScriptedSalesforce salesforce;

    @Override
    public Map<String, String> start() {
        salesforce = new ScriptedSalesforce(TOO_LATE);
        return Map.of(
                "salesforce.login-url", salesforce.url().toString(),
                "salesforce.allow-insecure-urls", "true",
                "salesforce.client-id", "client-id",
                "salesforce.client-secret", "client-secret",
                "salesforce.request-timeout", TIMEOUT.toSeconds() + "s",
                "bulk.absent-field", "null",
                "bulk.poll-first-delay", "1ms");
    }

    @Override
    public void inject(TestInjector test) {
        test.injectIntoFields(salesforce, new TestInjector.MatchesType(ScriptedSalesforce.class));
    }

    @Override
    public void stop() {
        salesforce.close();
    }
}
