package sluice.flow.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.eclipse.jetty.client.ContentResponse;
import sluice.event.DefinitionException;
import sluice.salesforce.SalesforceUrl;

/**
 * The session of {@code camel-salesforce}, with what it lacks: the instance URL is checked before the token goes there,
 * and a refused login is told apart from a refused call. It does not revoke its token when it is renewed or when the
 * service stops: other replicas may hold the same one, and revoking can hang.
 */
final class GuardedSession extends SalesforceSession {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The record id that a login without identity gets; the component wants one and uses it for nothing. */
    private static final String NO_IDENTITY = "https://login.salesforce.com/id/000000000000000000/000000000000000000";

    private final boolean allowInsecureUrls;

    GuardedSession(
            CamelContext context, SalesforceHttpClient client, SalesforceLoginConfig login, boolean allowInsecureUrls) {
        super(context, client, client.getTimeout(), login);
        this.allowInsecureUrls = allowInsecureUrls;
    }

    @Override
    public String login(String oldToken) throws SalesforceException {
        try {
            return super.login(oldToken);
        } catch (LoginRefusedException refused) {
            throw refused;
        } catch (SalesforceException noAnswer) {
            throw new LoginUnansweredException(noAnswer);
        }
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
        super.parseLoginResponse(response, completed((ObjectNode) answer).toString());
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
