package sluice.flow.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import sluice.salesforce.Failure;

/** Why nothing is sent for a while: what is wrong is wrong for every record. Words for operators, never a secret. */
public enum Trouble {
    UNREACHABLE("Salesforce cannot be reached", Duration.ofSeconds(1), Duration.ofMinutes(1)),
    FAILING("Salesforce fails, or does not answer", Duration.ofSeconds(1), Duration.ofMinutes(1)),
    BUSY("Salesforce asks to wait", Duration.ofSeconds(1), Duration.ofMinutes(1)),
    CALLS_USED_UP("the org's API calls of the day are used up", Duration.ofSeconds(5), Duration.ofMinutes(5)),
    RESERVE_REACHED(
            "the org's API calls of the day are used up to salesforce.budget-reserve",
            Duration.ofSeconds(5),
            Duration.ofMinutes(5)),
    BUDGET_USED_UP("salesforce.daily-budget is used up", Duration.ofSeconds(5), Duration.ofSeconds(5)),
    API_DISABLED(
            "the API of Salesforce is disabled for the org or our user", Duration.ofSeconds(5), Duration.ofMinutes(15)),
    LOGIN_REFUSED("Salesforce refuses the login", Duration.ofSeconds(5), Duration.ofMinutes(15));

    private static final int TOO_MANY_REQUESTS = 429;
    private static final String NO_CALLS_LEFT = "REQUEST_LIMIT_EXCEEDED";
    private static final Set<String> NO_API = Set.of("API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED");

    private final String words;
    private final Duration firstPause;
    private final Duration longestPause;

    Trouble(String words, Duration firstPause, Duration longestPause) {
        this.words = words;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
    }

    /** What a failed call says of the org as a whole; empty where it is about the record alone. */
    static Optional<Trouble> of(Failure failure, boolean isTimeToWaitGiven) {
        return switch (failure.kind()) {
            case FINAL -> Optional.empty();
            case LOGIN -> Optional.of(NO_API.contains(failure.errorCode()) ? API_DISABLED : LOGIN_REFUSED);
            case ORG -> Optional.of(ofOrg(failure));
            case PASSING, UNANSWERED ->
                Optional.of(isTimeToWaitGiven || failure.httpStatus() == TOO_MANY_REQUESTS ? BUSY : FAILING);
        };
    }

    private static Trouble ofOrg(Failure failure) {
        if (failure.errorCode().equals(NO_CALLS_LEFT)) {
            return CALLS_USED_UP;
        }
        return failure.errorCode().equals(Failure.NO_CONNECTION) ? UNREACHABLE : FAILING;
    }

    /** Whether one call is enough to know; errors and silence must come several times in a row. */
    boolean isCertain() {
        return this != FAILING;
    }

    /** In words, such as {@code Salesforce cannot be reached}. */
    public String words() {
        return words;
    }

    Duration firstPause() {
        return firstPause;
    }

    Duration longestPause() {
        return longestPause;
    }
}
