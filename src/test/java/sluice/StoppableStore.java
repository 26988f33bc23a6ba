package sluice;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import sluice.ledger.PostgresServer;

/** Runs the service with its ledger on a PostgreSQL of its own, and gives that to the test. */
public final class StoppableStore implements QuarkusTestResourceLifecycleManager {
    private PostgresServer server;

    @Override
    public Map<String, String> start() {
        server = PostgresServer.ofItsOwn();
        return Map.of("store.url", server.url());
    }

    @Override
    public void inject(TestInjector test) {
        test.injectIntoFields(server, new TestInjector.MatchesType(PostgresServer.class));
    }

    @Override
    public void stop() {
        server.end();
    }
}
