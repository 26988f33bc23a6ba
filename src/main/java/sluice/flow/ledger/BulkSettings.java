package sluice.flow.ledger;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** The settings {@code bulk.*}; {@code application.properties} says what each is for. */
@ConfigMapping(prefix = "bulk")
public interface BulkSettings {
    int workers();

    Duration maxAge();

    long maxBytes();

    AbsentField absentField();

    int autoThreshold();

    Duration pollFirstDelay();

    Duration pollMaxDelay();

    Duration jobTimeout();

    Duration transferTimeout();

    Duration allowancePause();

    /** What a row says of a column that it lacks and others have. */
    enum AbsentField {
        KEEP,
        NULL
    }
}
