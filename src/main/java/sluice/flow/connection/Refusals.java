package sluice.flow.connection;

import java.time.Duration;
import java.time.Instant;

/** Logins that were refused, one after the other. Its text is {@code 2 2026-11-22T21:45:00Z}. */
record Refusals(int count, Instant last) {
    static final Refusals NONE = new Refusals(0, Instant.EPOCH);

    /** Fewer than the 3 after which the strictest password policy locks out ("Maximum invalid login attempts"). */
    private static final int MOST = 2;

    /** The shortest lockout of that policy, after which its counter begins anew. */
    static final Duration PAUSE = Duration.ofMinutes(15);

    static Refusals read(String text) {
        String[] parts = text.split(" ");
        return new Refusals(Integer.parseInt(parts[0]), Instant.parse(parts[1]));
    }

    String text() {
        return count + " " + last;
    }

    Refusals oneMore(Instant now) {
        return new Refusals(count + 1, now);
    }

    /** How long nobody is to try, from now on. */
    Duration pause(Instant now) {
        Instant notBefore = count < MOST ? Instant.EPOCH : last.plus(PAUSE);
        return now.isBefore(notBefore) ? Duration.between(now, notBefore) : Duration.ZERO;
    }
}
