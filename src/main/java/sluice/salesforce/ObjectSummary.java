package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the org says of an object in the list of all: its names, and what the one who logs in may do with its records.
 *
 * @param name the API name: {@code Subscription__c}
 * @param label its name for people
 */
public record ObjectSummary(
        String name, String label, boolean custom, boolean createable, boolean updateable, boolean deletable) {
    public ObjectSummary {
        Objects.requireNonNull(name);
        Objects.requireNonNull(label);
    }

    /**
     * Reads the answer of a global describe. What is not plainly true there is false.
     *
     * @param answer {@code {"sobjects": [{"name": "Lead", "label": "Lead", "createable": true, …}]}}; anything else has none
     */
    public static List<ObjectSummary> in(JsonNode answer) {
        List<ObjectSummary> objects = new ArrayList<>();
        for (JsonNode object : answer.path("sobjects")) {
            objects.add(new ObjectSummary(
                    object.path("name").asText(),
                    object.path("label").asText(),
                    object.path("custom").booleanValue(),
                    object.path("createable").booleanValue(),
                    object.path("updateable").booleanValue(),
                    object.path("deletable").booleanValue()));
        }
        return objects;
    }
}
