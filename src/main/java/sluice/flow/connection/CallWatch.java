package sluice.flow.connection;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import sluice.salesforce.Failure;

/** Looks at every call to the org and its end, and tells the gate and the budget. Thread-safe. */
@Singleton
final class CallWatch {
    static final String USAGE = "Sforce-Limit-Info";

    /** Beyond this a {@code Retry-After} is not believed. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private static final String BEGUN = CallWatch.class.getName();

    private final OrgGate gate;
    private final ApiBudget budget;
    private final Clock clock;

    CallWatch(OrgGate gate, ApiBudget budget, Clock clock) {
        this.gate = gate;
        this.budget = budget;
        this.clock = clock;
    }

    OrgGate gate() {
        return gate;
    }

    Clock clock() {
        return clock;
    }

    /** To be called for a request that is not yet sent. */
    void over(Request request) {
        request.attribute(BEGUN, gate.begin());
        request.onRequestBegin(sent -> budget.called());
        request.onResponseHeaders(this::answered);
        request.onComplete(this::completed);
    }

    private void answered(Response response) {
        answered(response.getStatus(), response.getHeaders().get(USAGE), begun(response.getRequest()));
    }

    private void completed(Result result) {
        if (result.isFailed() && result.getResponse().getStatus() == 0) {
            unanswered(result.getFailure(), begun(result.getRequest()));
        }
    }

    /** A call whose reply says that it was not done. */
    void refused(Response response, Failure failure) {
        refused(failure, response.getHeaders().get(HttpHeader.RETRY_AFTER), begun(response.getRequest()));
    }

    /** Before a call of another client; what its end is told with. */
    long begin() {
        budget.called();
        return gate.begin();
    }

    /** @param usage of the header {@value #USAGE}; null where the reply has none */
    void answered(int status, String usage, long begun) {
        Optional<ApiBudget.Rest> rest = budget.told(usage);
        if (rest.isPresent()) {
            gate.rest(rest.get().trouble(), rest.get().atLeast(), begun);
        } else if (!RefusedCalls.isOne(status)) {
            gate.answered(begun);
        }
    }

    void unanswered(Throwable thrown, long begun) {
        Failure failure = FailedConnection.isReasonOf(thrown) ? Failure.unconnected("") : Failure.unanswered("");
        gate.failed(failure, Optional.empty(), begun);
    }

    /** @param retryAfter null where the reply does not say when to come again */
    void refused(Failure failure, String retryAfter, long begun) {
        gate.failed(failure, Optional.ofNullable(retryAfter).flatMap(this::timeToWait), begun);
    }

    /** Seconds or a date (RFC 9110, section 10.2.3). */
    private Optional<Duration> timeToWait(String retryAfter) {
        try {
            Duration wait = retryAfter.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(retryAfter))
                    : Duration.between(clock.instant(), date(retryAfter));
            return Optional.of(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
        } catch (DateTimeException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static Instant date(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    private static long begun(Request request) {
        return request.getAttributes().get(BEGUN) instanceof Long begun ? begun : -1;
    }
}
