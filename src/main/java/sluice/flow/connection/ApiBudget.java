package sluice.flow.connection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The org's API calls of the day: how many there are, how many all its clients used, and how many were ours. What the
 * org counts, over 24 rolling hours, its replies say; ours are those of all replicas since the org's midnight, as far as
 * {@link #share} has learnt of them. Thread-safe.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_api_usage.htm">Limit Info
 *     Header</a>
 */
@Singleton
public final class ApiBudget {
    private static final Pattern USAGE = Pattern.compile("api-usage=(\\d{1,15})/(\\d{1,15})");

    private final Optional<Long> ownCalls;
    private final double reserve;
    private final ZoneId zone;
    private final Clock clock;

    private LocalDate day;
    private long shared; // those of the day that are written down
    private long toShare; // ours that are not yet
    private long used;
    private long allowed;

    ApiBudget(SalesforceSettings settings, Clock clock, MeterRegistry metrics) {
        this.ownCalls = settings.dailyBudget();
        this.reserve = settings.budgetReserve();
        this.zone = settings.timeZone();
        this.clock = clock;
        this.day = LocalDate.now(clock.withZone(zone));
        gauge(metrics, "salesforce.api.calls.used", "API calls of the org, by all its clients", budget -> budget.used);
        gauge(metrics, "salesforce.api.calls.allowed", "API calls the org may have in a day", budget -> budget.allowed);
        gauge(metrics, "salesforce.api.calls.own", "API calls of this service today, by all replicas", ApiBudget::own);
    }

    /** That nothing is to be sent for now. */
    record Rest(Trouble trouble, Duration atLeast) {}

    /** A call was sent. */
    synchronized void called() {
        turnDay();
        toShare++;
    }

    /**
     * A call was answered.
     *
     * @param usage {@code api-usage=18/5000}; null where the reply did not say
     */
    synchronized Optional<Rest> told(String usage) {
        Matcher numbers = USAGE.matcher(usage == null ? "" : usage);
        boolean isTold = numbers.find();
        if (isTold) {
            used = Long.parseLong(numbers.group(1));
            allowed = Long.parseLong(numbers.group(2));
        }
        boolean isReserveReached = isTold && reserve > 0 && used >= allowed * (1 - reserve);
        return spent().or(() ->
                isReserveReached ? Optional.of(new Rest(Trouble.RESERVE_REACHED, Duration.ZERO)) : Optional.empty());
    }

    /** Whether all replicas together have made the calls that we allow ourselves. */
    synchronized Optional<Rest> spent() {
        return ownCalls.isPresent() && own() >= ownCalls.get()
                ? Optional.of(new Rest(Trouble.BUDGET_USED_UP, untilMidnight()))
                : Optional.empty();
    }

    /**
     * Writes down our calls since the last time, and learns of those of the other replicas. One thread at a time.
     *
     * @throws sluice.ledger.LedgerException when they could not be written down; they will be with the next ones
     */
    void share(DayCalls calls) {
        LocalDate of;
        long ours;
        synchronized (this) {
            turnDay();
            of = day;
            ours = toShare;
        }
        long all = calls.add(of, ours);
        synchronized (this) {
            turnDay();
            if (of.equals(day)) {
                shared = all;
                toShare -= ours;
            }
        }
    }

    private synchronized long own() {
        turnDay();
        return shared + toShare;
    }

    private void turnDay() {
        LocalDate today = LocalDate.now(clock.withZone(zone));
        if (!today.equals(day)) {
            day = today;
            shared = 0;
            toShare = 0;
        }
    }

    private Duration untilMidnight() {
        return Duration.between(
                clock.instant(), day.plusDays(1).atStartOfDay(zone).toInstant());
    }

    private void gauge(MeterRegistry metrics, String name, String description, ToDoubleFunction<ApiBudget> value) {
        Gauge.builder(name, this, budget -> {
                    synchronized (budget) {
                        return value.applyAsDouble(budget);
                    }
                })
                .description(description)
                .register(metrics);
    }
}
