package sluice;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import sluice.ledger.PostgresServer;

/** Runs the service with its ledger on PostgreSQL. */
public final class SharedStore implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("store.url", PostgresServer.running().url());
    }

    @Override
    public void stop() {
        // the server ends with this process
    }
}
