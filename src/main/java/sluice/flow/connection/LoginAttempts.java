package sluice.flow.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.jboss.logging.Logger;

/**
 * Keeps a wrong password from locking the account: those who waited for a login share its failure, and after some
 * refusals in a row nobody tries for long. Guarded by the session, but for {@link #ended}.
 */
final class LoginAttempts {
    private static final Logger LOG = Logger.getLogger(LoginAttempts.class);

    /** Fewer than the 3 after which the strictest password policy locks out ("Maximum invalid login attempts"). */
    private static final int REFUSALS = 2;

    /** The shortest lockout of that policy, after which its counter begins anew. */
    static final Duration PAUSE = Duration.ofMinutes(15);

    private final Clock clock;
    private final String settings;
    private volatile long ended;
    private SalesforceException last;
    private int refusals;
    private Instant notBefore = Instant.MIN;

    /**
     * @param settings names of those that the login is made of, for the log
     */
    LoginAttempts(Clock clock, String settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** How many logins have failed; to be read before waiting for the session. */
    long ended() {
        return ended;
    }

    /**
     * Before a login.
     *
     * @param before what {@link #ended} was
     * @throws SalesforceException of the last login, when that one ended meanwhile or it is too early for another
     */
    void permit(long before) throws SalesforceException {
        boolean endedMeanwhile = before != ended;
        if (endedMeanwhile || clock.instant().isBefore(notBefore)) {
            throw last;
        }
    }

    void succeeded() {
        refusals = 0;
    }

    /** How long nobody is to try. */
    Duration failed(SalesforceException failure) {
        last = failure;
        ended++;
        boolean isRefusal = failure instanceof LoginRefusedException refused
                && !refused.failure().isRetryable();
        refusals = isRefusal ? refusals + 1 : refusals;
        if (!isRefusal || refusals < REFUSALS) {
            return Duration.ZERO;
        }
        notBefore = clock.instant().plus(PAUSE);
        LOG.errorf(
                "Salesforce refuses the login: %s. Set %s as Salesforce has them, then restart. Nothing is sent, events"
                        + " are taken; so that no account is locked, the next login is tried in %d minutes only",
                ((LoginRefusedException) failure).failure().errorCode(), settings, PAUSE.toMinutes());
        return PAUSE;
    }
}
