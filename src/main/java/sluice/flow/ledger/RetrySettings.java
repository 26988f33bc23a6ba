package sluice.flow.ledger;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** The settings {@code retry.*}; {@code application.properties} says what each is for. */
@ConfigMapping(prefix = "retry")
public interface RetrySettings {
    int maxAttempts();

    Duration firstDelay();

    Duration maxDelay();
}
