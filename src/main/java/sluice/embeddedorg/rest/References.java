package sluice.embeddedorg.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code @{refAccount.id}} and {@code @{refQuery.records[0].Id}} in a subrequest's URL and body. */
record References(Map<String, JsonNode> results) {
    private static final Pattern REFERENCE = Pattern.compile("@\\{(\\w+)((?:\\.\\w+|\\[\\d+])+)}");
    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[(\\d+)]");

    /** A reference leads nowhere. */
    static final class UnknownReference extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownReference(String message) {
            super(message, null, false, false);
        }
    }

    /** @throws UnknownReference if there is no such result, as when its subrequest failed */
    String resolve(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), found.group(2))));
    }

    /** In all texts of the tree. */
    JsonNode resolve(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(resolve(node.textValue()));
        }
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> copy.set(member.getKey(), resolve(member.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> copy.add(resolve(item)));
            return copy;
        }
        return node;
    }

    private String value(String reference, String path) {
        JsonNode node = results.get(reference);
        Matcher steps = STEP.matcher(path);
        while (node != null && steps.find()) {
            node = steps.group(1) != null ? node.get(steps.group(1)) : node.get(Integer.parseInt(steps.group(2)));
        }
        if (node == null || !node.isValueNode()) {
            throw new UnknownReference("Invalid reference specified. No value for %s%s found in %s."
                    .formatted(reference, path, reference));
        }
        return node.asText();
    }
}
