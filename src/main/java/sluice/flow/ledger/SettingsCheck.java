package sluice.flow.ledger;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import sluice.event.DefinitionException;
import sluice.event.Fault;

/** Stops a start with settings by which nothing would ever be sent, or something by two at a time. */
@Singleton
@Startup
final class SettingsCheck {
    private final List<Fault> faults = new ArrayList<>();

    /** @throws DefinitionException with all faults */
    SettingsCheck(
            RetrySettings retries,
            @ConfigProperty(name = "records.batch-size") int batchSize,
            @ConfigProperty(name = "records.workers") int workers,
            @ConfigProperty(name = "ledger.lease") Duration lease,
            @ConfigProperty(name = "salesforce.request-timeout") Duration requestTimeout,
            @ConfigProperty(name = "salesforce.budget-reserve") double reserve) {
        atLeastOne("retry.max-attempts", retries.maxAttempts());
        atLeastOne("records.batch-size", batchSize);
        atLeastOne("records.workers", workers);
        check("ledger.lease", lease.compareTo(requestTimeout) > 0, "more than salesforce.request-timeout", lease);
        check("salesforce.budget-reserve", reserve >= 0 && reserve < 1, "a part of 1, such as 0.05", reserve);
        if (!faults.isEmpty()) {
            throw new DefinitionException(faults);
        }
    }

    private void atLeastOne(String setting, int value) {
        check(setting, value >= 1, "at least 1", value);
    }

    private void check(String setting, boolean isRight, String expected, Object found) {
        if (!isRight) {
            faults.add(new Fault(setting, expected, found.toString()));
        }
    }
}
