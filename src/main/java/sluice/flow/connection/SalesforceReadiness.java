package sluice.flow.connection;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says in {@code /q/health/ready} whether records are sent, and why not. Always up: events are taken while Salesforce is
 * away, and a load balancer that turned them away then would lose them.
 *
 * <pre>
 * {"name": "salesforce", "status": "UP", "data": {"sending": "paused: Salesforce cannot be reached", "since": "…", "nextTry": "…"}}
 * </pre>
 */
@Readiness
@Singleton
final class SalesforceReadiness implements HealthCheck {
    private final OrgGate gate;

    SalesforceReadiness(OrgGate gate) {
        this.gate = gate;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("salesforce").up();
        return gate.pause()
                .map(pause -> answer.withData(
                                "sending", "paused: " + pause.trouble().words())
                        .withData("since", pause.since().toString())
                        .withData("nextTry", pause.until().toString()))
                .orElseGet(() -> answer.withData("sending", "on"))
                .build();
    }
}
