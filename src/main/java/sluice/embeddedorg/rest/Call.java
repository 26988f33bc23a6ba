package sluice.embeddedorg.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.schema.Schema;
import sluice.embeddedorg.store.OrgException;

/**
 * A request that a route has taken.
 *
 * @param version of the API, times one: 62
 * @param variables the path's parts that the route names
 */
record Call(OrgRequest request, int version, Map<String, String> variables) {
    String variable(String name) {
        return variables.get(name);
    }

    /** {@code /services/data/v62.0}. */
    String basePath() {
        return "/services/data/v" + version + ".0";
    }

    /** The object that the path names. */
    ObjectType object(Schema schema) {
        return schema.object(variable("object")).orElseThrow(OrgException::notFound);
    }

    JsonNode jsonObject() {
        JsonNode json = request.json();
        if (!json.isObject()) {
            throw OrgException.badRequest(
                    "JSON_PARSER_ERROR",
                    "Cannot deserialize request body: expected an object, was " + json.getNodeType());
        }
        return json;
    }
}
