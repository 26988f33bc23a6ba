package sluice.embeddedorg.oauth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The token endpoint's answer.
 *
 * @param status 200 or 400
 * @param body {@code {"access_token": "00D…", "instance_url": "http://…", "token_type": "Bearer", …}} or {@code {"error":
 *     "invalid_grant", "error_description": "authentication failure"}}; an empty object for a revocation
 */
public record TokenAnswer(int status, ObjectNode body) {
    static TokenAnswer refused(String error, String description) {
        return new TokenAnswer(
                400, JsonNodeFactory.instance.objectNode().put("error", error).put("error_description", description));
    }
}
