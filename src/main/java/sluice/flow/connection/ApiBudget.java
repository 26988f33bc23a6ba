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
 * The org's API calls of the day: how many there are, how many all its clients used, and how many were ours. Ours are
 * those of this process since its start or the org's midnight, whichever was later. Thread-safe.
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
    private long own;
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
        gauge(metrics, "salesforce.api.calls.own", "API calls of this process today", ApiBudget::own);
    }

    /** That nothing is to be sent for now. */
    record Rest(Trouble trouble, Duration atLeast) {}

    /** A call was sent. */
    synchronized void called() {
        turnDay();
        own++;
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
        turnDay();
        if (ownCalls.isPresent() && own >= ownCalls.get()) {
            return Optional.of(new Rest(Trouble.BUDGET_USED_UP, untilMidnight()));
        }
        boolean isReserveReached = isTold && reserve > 0 && used >= allowed * (1 - reserve);
        return isReserveReached ? Optional.of(new Rest(Trouble.RESERVE_REACHED, Duration.ZERO)) : Optional.empty();
    }

    private synchronized long own() {
        turnDay();
        return own;
    }

    private void turnDay() {
        LocalDate today = LocalDate.now(clock.withZone(zone));
        if (!today.equals(day)) {
            day = today;
            own = 0;
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
