package sluice.embeddedorg.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import sluice.embeddedorg.store.OrgException;

/**
 * A place in a JSON body, whose line and column are only looked for when a message needs them.
 *
 * @param pointer {@code /records/3/Email}
 */
record BodyPlace(byte[] body, String pointer) {
    BodyPlace member(String name) {
        return new BodyPlace(body, pointer + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    BodyPlace item(int index) {
        return new BodyPlace(body, pointer + "/" + index);
    }

    /** {@code JSON_PARSER_ERROR} in the words that Salesforce has for a value of the wrong type. */
    OrgException unreadable(String typeName, JsonNode value) {
        JsonLocation at = locate();
        return OrgException.badRequest(
                "JSON_PARSER_ERROR",
                "Cannot deserialize instance of %s from %s value %s or request may be missing a required field at [line:%d, column:%d]"
                        .formatted(typeName, token(value), shown(value), at.getLineNr(), at.getColumnNr()));
    }

    private static JsonToken token(JsonNode value) {
        return value.isContainerNode()
                ? (value.isObject() ? JsonToken.START_OBJECT : JsonToken.START_ARRAY)
                : value.asToken();
    }

    private static String shown(JsonNode value) {
        return value.isContainerNode() ? (value.isObject() ? "{" : "[") : value.asText();
    }

    private JsonLocation locate() {
        try (JsonParser parser = OrgRequest.JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean isHere = token != JsonToken.FIELD_NAME
                        && parser.getParsingContext().pathAsPointer().toString().equals(pointer);
                if (isHere) {
                    return parser.currentLocation();
                }
            }
            return parser.currentLocation();
        } catch (IOException e) {
            throw new UncheckedIOException("request body: expected to be read a second time", e);
        }
    }
}
