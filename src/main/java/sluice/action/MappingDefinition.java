package sluice.action;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import sluice.event.JsonText;

/**
 * What a mapping file says, whichever form it has.
 *
 * @param syncMode empty text where v1's {@code operation} is used
 * @param mapping with the default mappings, where the file asks for them, and without Segment's internal members
 * @param mappingAt the pointer of the mapping in the file
 */
record MappingDefinition(
        String name,
        boolean enabled,
        Action action,
        String trigger,
        String syncMode,
        ObjectNode mapping,
        String mappingAt,
        ObjectNode options) {
    private static final int HASH_BYTES = 8;

    /** Where a fault of the trigger is: {@code /trigger:1:8} with its line and column in it. */
    String triggerAt() {
        return beside("trigger:");
    }

    /** Where a fault of the options is. */
    String optionsAt() {
        return beside("options");
    }

    private String beside(String member) {
        return mappingAt.substring(0, mappingAt.lastIndexOf('/') + 1) + member;
    }

    String version() {
        ObjectNode whole = JsonNodeFactory.instance
                .objectNode()
                .put("enabled", enabled)
                .put("action", action.name())
                .put("trigger", trigger)
                .put("syncMode", syncMode);
        whole.set("mapping", mapping);
        whole.set("options", options);
        byte[] hash = sha256().digest(JsonText.of(whole).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    }

    /** As a mapping file in JSON, with the defaults in it. */
    String text() {
        ObjectNode file = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("enabled", enabled)
                .put("action", action.name())
                .put("trigger", trigger);
        if (!syncMode.isEmpty()) {
            file.put("syncMode", syncMode);
        }
        file.set("mapping", mapping);
        file.set("options", options);
        return JsonText.of(file);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
