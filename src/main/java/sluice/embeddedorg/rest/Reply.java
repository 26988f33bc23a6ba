package sluice.embeddedorg.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.embeddedorg.store.OrgError;

/**
 * What goes back.
 *
 * @param headers without the content type
 * @param json the body as JSON; missing where there is no body or it is none
 * @param raw the body where it is no JSON
 * @param contentType empty without a body
 */
public record Reply(int status, Map<String, String> headers, JsonNode json, byte[] raw, String contentType) {
    private static final String JSON_TYPE = "application/json;charset=UTF-8";

    public static Reply json(int status, JsonNode body) {
        return new Reply(status, Map.of(), body, new byte[0], JSON_TYPE);
    }

    public static Reply ok(JsonNode body) {
        return json(200, body);
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), MissingNode.getInstance(), new byte[0], "");
    }

    public static Reply text(int status, String contentType, byte[] body) {
        return new Reply(status, Map.of(), MissingNode.getInstance(), body, contentType);
    }

    public static Reply errors(int status, List<OrgError> errors) {
        ArrayNode body = JsonNodeFactory.instance.arrayNode();
        errors.forEach(error -> body.add(error.asReply()));
        return json(status, body);
    }

    public Reply withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, json, raw, contentType);
    }

    public boolean isError() {
        return status >= 400;
    }

    public byte[] bytes() {
        if (json.isMissingNode()) {
            return raw;
        }
        try {
            return OrgRequest.JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("reply: expected JSON that can be written", e);
        }
    }
}
