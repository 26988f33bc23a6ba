package sluice.flow.connection;

import java.time.Clock;
import java.time.Duration;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.jboss.logging.Logger;

/**
 * Keeps a wrong password from locking the account: those who waited for a login share its failure, and after some
 * refusals in a row nobody tries for long. Guarded by the session, but for {@link #ended}.
 */
final class LoginAttempts {
    private static final Logger LOG = Logger.getLogger(LoginAttempts.class);

    private final Clock clock;
    private final String settings;
    private volatile long ended;
    private SalesforceException last;
    private Refusals refusals = Refusals.NONE;

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
        if (endedMeanwhile || isTooEarly()) {
            throw last;
        }
    }

    /** As far as this process knows. */
    Refusals refusals() {
        return refusals;
    }

    /**
     * Others may have tried too.
     *
     * @throws LoginRefusedException when it is too early for another login
     */
    void learn(Refusals ofAll) throws LoginRefusedException {
        refusals = ofAll;
        if (isTooEarly()) {
            throw LoginRefusedException.before();
        }
    }

    void succeeded() {
        refusals = Refusals.NONE;
    }

    /** For what was asked for: another try would be refused again. */
    void refused() {
        refusals = refusals.oneMore(clock.instant());
    }

    /** How long nobody is to try. */
    Duration failed(SalesforceException failure) {
        last = failure;
        ended++;
        Duration pause = refusals.pause(clock.instant());
        if (!pause.isZero()) {
            LOG.errorf(
                    "Salesforce refuses the login: %s. Set %s as Salesforce has them, then restart. Nothing is sent, events"
                            + " are taken; so that no account is locked, the next login is tried in %d minutes only",
                    ((LoginRefusedException) failure).failure().errorCode(),
                    settings,
                    pause.plusSeconds(59).toMinutes());
        }
        return pause;
    }

    private boolean isTooEarly() {
        return !refusals.pause(clock.instant()).isZero();
    }
}
