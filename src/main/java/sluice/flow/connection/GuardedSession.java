package sluice.flow.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.internal.HttpContentResponse;
import org.eclipse.jetty.client.transport.HttpResponse;
import org.eclipse.jetty.http.HttpStatus;
import sluice.event.DefinitionException;
import sluice.ledger.LedgerException;
import sluice.salesforce.Failure;
import sluice.salesforce.SalesforceUrl;

/**
 * The session of {@code camel-salesforce}, with what it lacks: the instance URL is checked before the token goes there,
 * and a refused login is told apart from a refused call. It does not revoke its token when it is renewed or when the
 * service stops: other replicas may hold the same one, and revoking can hang.
 */
final class GuardedSession extends SalesforceSession {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The record id that a login without identity gets; the component wants one and uses it for nothing. */
    static final String NO_IDENTITY = "https://login.salesforce.com/id/000000000000000000/000000000000000000";

    private final SalesforceLoginConfig login;
    private final boolean allowInsecureUrls;
    private final LoginTurns turns;
    private final Optional<String> usedUp;
    private final String configuredRefreshToken;
    private final OrgGate gate;
    private final LoginAttempts attempts;
    private LoginTurns.Turn turn; // guarded by this; null while nobody logs in by turns

    GuardedSession(
            CamelContext context,
            SalesforceHttpClient client,
            SalesforceLoginConfig login,
            boolean allowInsecureUrls,
            LoginTurns turns,
            CallWatch watch) {
        super(context, client, client.getTimeout(), login);
        this.login = login;
        this.allowInsecureUrls = allowInsecureUrls;
        this.turns = turns;
        this.usedUp = Login.usedUp(login);
        this.configuredRefreshToken = login.getRefreshToken();
        this.gate = watch.gate();
        this.attempts = new LoginAttempts(watch.clock(), Login.settings(login));
    }

    /** One login for all who ask for a token at the same time, and one failure. */
    @Override
    public String login(String oldToken) throws SalesforceException {
        long before = attempts.ended();
        synchronized (this) {
            String token = getAccessToken();
            if (token != null && !token.equals(oldToken)) {
                return token;
            }
            attempts.permit(before);
            long begun = gate.begin();
            try {
                return logIn(oldToken);
            } catch (LoginRefusedException refused) {
                throw failed(refused, refused.failure(), begun);
            } catch (SalesforceException noAnswer) {
                LoginUnansweredException unanswered = noAnswer instanceof LoginUnansweredException ours
                        ? ours
                        : new LoginUnansweredException("the login server did not answer", noAnswer);
                throw failed(unanswered, unanswered.failure(), begun);
            }
        }
    }

    private String logIn(String oldToken) throws SalesforceException {
        if (usedUp.isEmpty()) {
            return tryOnce(oldToken);
        }
        try (LoginTurns.Turn held = turns.turn(usedUp.get())) {
            turn = held;
            return takeOver(held, oldToken) ? getAccessToken() : logIn(held, oldToken);
        } catch (LedgerException unavailable) {
            throw new LoginUnansweredException(
                    "the ledger, which has what belongs to the login, cannot be used", unavailable);
        } finally {
            turn = null;
        }
    }

    private String logIn(LoginTurns.Turn held, String oldToken) throws SalesforceException {
        Refusals before = held.refusals();
        attempts.learn(before);
        login.setRefreshToken(held.refreshToken().orElse(configuredRefreshToken));
        try {
            return tryOnce(oldToken);
        } finally {
            if (!attempts.refusals().equals(before)) {
                held.keepRefusals(attempts.refusals());
            }
        }
    }

    private String tryOnce(String oldToken) throws SalesforceException {
        try {
            String renewed = super.login(oldToken);
            attempts.succeeded();
            return renewed;
        } catch (LoginRefusedException refused) {
            if (!refused.failure().isRetryable()) {
                attempts.refused();
            }
            throw refused;
        }
    }

    /** Whether another replica has logged in since our token was good: its token is as good for us. */
    private boolean takeOver(LoginTurns.Turn held, String oldToken) throws SalesforceException {
        Optional<String> answer = held.login()
                .filter(text -> !read(text).path("access_token").asText().equals(oldToken));
        if (answer.isPresent()) {
            HttpResponse response = new HttpResponse(null).status(HttpStatus.OK_200);
            super.parseLoginResponse(
                    new HttpContentResponse(response, new byte[0], "application/json", "UTF-8"),
                    completed((ObjectNode) read(answer.get())).toString());
        }
        return answer.isPresent();
    }

    private SalesforceException failed(SalesforceException thrown, Failure failure, long begun) {
        Duration pause = attempts.failed(thrown);
        gate.failed(failure, pause.isZero() ? Optional.empty() : Optional.of(pause), begun);
        return thrown;
    }

    @Override
    public void parseLoginResponse(ContentResponse response, String content) throws SalesforceException {
        JsonNode answer = read(content);
        if (response.getStatus() != 200) {
            throw new LoginRefusedException(
                    answer.path("error").asText("LOGIN_FAILED"),
                    answer.path("error_description").asText("the login server answered " + response.getStatus()),
                    response.getStatus());
        }
        if (!answer.path("access_token").isTextual()) {
            throw new LoginRefusedException("LOGIN_UNREADABLE", "the login server's answer has no access_token", 400);
        }
        String refreshToken = answer.path("refresh_token").asText("");
        if (turn != null && !refreshToken.isEmpty()) {
            turn.keepRefreshToken(refreshToken);
        }
        ObjectNode completed = completed(((ObjectNode) answer).without("refresh_token"));
        if (turn != null && login.getType() == AuthenticationType.REFRESH_TOKEN) {
            turn.keepLogin(completed.toString());
        }
        super.parseLoginResponse(response, completed.toString());
    }

    private ObjectNode completed(ObjectNode answer) throws LoginRefusedException {
        if (!answer.path("id").isTextual()) {
            answer.put("id", NO_IDENTITY);
        }
        String instance = answer.path("instance_url").asText(getInstanceUrl() == null ? "" : getInstanceUrl());
        try {
            SalesforceUrl.check("instance_url of the login", instance, allowInsecureUrls);
        } catch (DefinitionException foreign) {
            throw new LoginRefusedException("INSTANCE_URL_REFUSED", foreign.getMessage(), 400);
        }
        return answer.put("instance_url", instance);
    }

    private static JsonNode read(String content) {
        try {
            JsonNode answer = JSON.readTree(content);
            return answer.isObject() ? answer : JSON.createObjectNode();
        } catch (JsonProcessingException unreadable) {
            return JSON.createObjectNode();
        }
    }

    @Override
    public void logout() {
        // The token stays valid for the other replicas, and the next login replaces it.
    }
}
