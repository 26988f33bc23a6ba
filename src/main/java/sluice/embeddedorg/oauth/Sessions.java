package sluice.embeddedorg.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who may call: access tokens and the refresh tokens behind them, each bounded to the last 10,000. Safe for threads. */
public final class Sessions {
    private static final int MAX_TOKENS = 10_000;

    private final Clock clock;
    private final Duration lifetime;
    private final String organizationId;
    /** Access token to its end. */
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    /** Refresh token to its chain; the chain outlives each of its tokens. */
    private final Map<String, Chain> refreshTokens = new LinkedHashMap<>();

    public Sessions(Clock clock, Duration lifetime, String organizationId) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.organizationId = organizationId;
    }

    private record Session(Instant end, Optional<Chain> chain) {}

    /** All refresh tokens that followed from one login; only the newest is good. */
    private static final class Chain {
        private String newest;
        private boolean revoked;
    }

    /** A new access token, behind which no refresh token stands. */
    public synchronized String open() {
        return open(Optional.empty());
    }

    public synchronized boolean isOpen(String accessToken) {
        Session session = sessions.get(accessToken);
        return session != null && clock.instant().isBefore(session.end());
    }

    /** Ends all sessions at once; refresh tokens stay. */
    public synchronized void expireAll() {
        sessions.clear();
    }

    /** Begins a chain, so that a client can be given a refresh token to start with. */
    public synchronized String newRefreshToken() {
        return follow(new Chain());
    }

    /** Lets a refresh token that the client was configured with be good, if it is not known yet. */
    synchronized void adopt(String refreshToken) {
        if (!refreshTokens.containsKey(refreshToken)) {
            Chain chain = new Chain();
            chain.newest = refreshToken;
            remember(refreshTokens, refreshToken, chain);
        }
    }

    /** What a refresh gives. */
    record Refreshed(String accessToken, Optional<String> newRefreshToken) {}

    /** Empty if the token is unknown or revoked. With rotation, using an old token revokes the whole chain. */
    synchronized Optional<Refreshed> refresh(String refreshToken, boolean rotate) {
        Chain chain = refreshTokens.get(refreshToken);
        if (chain == null || chain.revoked) {
            return Optional.empty();
        }
        if (!refreshToken.equals(chain.newest)) {
            revoke(chain);
            return Optional.empty();
        }
        Optional<String> next = rotate ? Optional.of(follow(chain)) : Optional.empty();
        return Optional.of(new Refreshed(open(Optional.of(chain)), next));
    }

    /** Ends a session, or a refresh token with all that followed from it. False if the token is neither. */
    synchronized boolean revoke(String token) {
        Chain chain = refreshTokens.get(token);
        if (chain != null) {
            revoke(chain);
            return true;
        }
        return sessions.remove(token) != null;
    }

    private void revoke(Chain chain) {
        chain.revoked = true;
        Set<String> ended = new HashSet<>();
        sessions.forEach((token, session) -> {
            if (session.chain().filter(c -> c == chain).isPresent()) {
                ended.add(token);
            }
        });
        sessions.keySet().removeAll(ended);
    }

    private String open(Optional<Chain> chain) {
        String token = organizationId.substring(0, 15) + "!" + random() + random();
        remember(sessions, token, new Session(clock.instant().plus(lifetime), chain));
        return token;
    }

    private String follow(Chain chain) {
        chain.newest = "5Aep861" + random();
        remember(refreshTokens, chain.newest, chain);
        return chain.newest;
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static <V> void remember(Map<String, V> map, String key, V value) {
        map.put(key, value);
        if (map.size() > MAX_TOKENS) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
