package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sluice.event.Fault;

/**
 * Reads what a mapping file says, in either form: ours, or a destination subscription as Segment's Public API gives it
 * (<a href="https://docs.segmentapis.com/tag/Destinations">Destinations</a>). Notes every fault and goes on.
 */
final class DefinitionReader {
    private static final String INTERNAL = "__segment_internal_";
    private static final String INTERNAL_SYNC_MODE = INTERNAL + "sync_mode";
    private static final String INTERNAL_DIRECTIVE = INTERNAL + "directive";
    private static final Set<String> OWN_MEMBERS = new LinkedHashSet<>(
            List.of("name", "enabled", "action", "trigger", "syncMode", "useDefaults", "mapping", "options"));
    private static final Set<String> SUBSCRIPTION_MEMBERS = new LinkedHashSet<>(List.of(
            "id",
            "name",
            "actionId",
            "actionSlug",
            "destinationId",
            "modelId",
            "enabled",
            "trigger",
            "settings",
            "reverseETLModelId",
            "reverseETLSchedule"));

    private final ActionCatalog catalog;
    private final List<Fault> faults;
    private final JsonNode definition;
    private final String at;
    private final boolean isSubscription;

    DefinitionReader(ActionCatalog catalog, JsonNode file, List<Fault> faults) {
        this.catalog = catalog;
        this.faults = faults;
        this.at = file.path("data").path("subscription").isObject() ? "/data/subscription" : "";
        this.definition = file.at(at);
        this.isSubscription = definition.has("settings") || definition.has("actionSlug") || definition.has("actionId");
    }

    /** The definition; empty when there is no telling which action it is for. */
    Optional<MappingDefinition> read(String defaultName) {
        if (!definition.isObject()) {
            faults.add(new Fault(at, "an object with action, trigger and mapping", Kind.of(definition)));
            return Optional.empty();
        }
        refuseUnknown(definition, at, isSubscription ? SUBSCRIPTION_MEMBERS : OWN_MEMBERS);
        String name = text("name", defaultName);
        boolean enabled = flag("enabled", true);
        ObjectNode options = object("options");
        String word = actionWord();
        Optional<Action> action = catalog.named(word);
        MappingOptions.check(options, action, at + "/options", faults);
        if (action.isEmpty()) {
            refuseAction(word);
        }
        return action.map(known -> read(name, enabled, known, word, options));
    }

    private MappingDefinition read(String name, boolean enabled, Action action, String word, ObjectNode options) {
        String member = isSubscription ? "settings" : "mapping";
        ObjectNode given = object(member);
        refuseUnknownFields(given, at + "/" + member, action, word);
        String syncMode = syncMode(given, action.isSecondGeneration(word));
        ObjectNode mapping = withoutInternals(given);
        if (flag("useDefaults", false)) {
            mapping = action.withDefaults(mapping);
        }
        return new MappingDefinition(
                name, enabled, action, trigger(action), syncMode, mapping, at + "/" + member, options);
    }

    private String actionWord() {
        if (!isSubscription) {
            return text("action", "");
        }
        return text("actionSlug", text("actionId", ""));
    }

    private void refuseAction(String word) {
        List<String> names = catalog.all().stream().map(Action::name).toList();
        String slug = definition.has("actionSlug") ? "/actionSlug" : "/actionId";
        String member = isSubscription ? slug : "/action";
        if (!definition.at(member).isMissingNode() && word.isEmpty()) {
            return; // noted already: it is no text
        }
        faults.add(new Fault(
                at + member,
                "one of " + String.join(", ", names),
                word.isEmpty() ? "nothing" : Spelling.hint(word, names)));
    }

    private String trigger(Action action) {
        if (!definition.has("trigger") && action.trigger().isEmpty()) {
            faults.add(new Fault(at + "/trigger", "which events, such as type = \"track\"", "nothing"));
        }
        return text("trigger", action.trigger().orElse(""));
    }

    /** Segment's second generation has it inside the mapping; the first has an operation. */
    private String syncMode(ObjectNode mapping, boolean isSecondGeneration) {
        boolean isFirstGeneration = !isSecondGeneration && saysOperation(mapping);
        if (isFirstGeneration && definition.has("syncMode")) {
            faults.add(new Fault(at + "/syncMode", "nothing beside the mapping's operation", "a sync mode"));
        }
        if (isFirstGeneration) {
            return "";
        }
        String own = "/syncMode";
        String internal = "/settings/" + INTERNAL_SYNC_MODE;
        JsonNode syncMode = definition.has("syncMode") ? definition.get("syncMode") : mapping.path(INTERNAL_SYNC_MODE);
        if (!SyncMode.isKnown(syncMode)) {
            String found = syncMode.isTextual() ? syncMode.toString() : Kind.of(syncMode);
            faults.add(new Fault(at + (isSubscription ? internal : own), SyncMode.EXPECTED, found));
        }
        return syncMode.asText();
    }

    /** With a root directive the operation may come out of it. */
    private boolean saysOperation(ObjectNode mapping) {
        boolean hasSyncMode = definition.has("syncMode") || mapping.has(INTERNAL_SYNC_MODE);
        return mapping.has(PayloadRules.OPERATION) || mapping.has(INTERNAL_DIRECTIVE) && !hasSyncMode;
    }

    private void refuseUnknownFields(ObjectNode mapping, String pointer, Action action, String word) {
        Set<String> known = new LinkedHashSet<>(action.fields().keySet());
        if (action.isSecondGeneration(word)) {
            known.remove(PayloadRules.OPERATION);
        }
        ObjectNode checked = mapping.deepCopy();
        mapping.fieldNames().forEachRemaining(key -> {
            if (key.startsWith(INTERNAL) || key.startsWith("@")) {
                checked.remove(key);
            }
        });
        refuseUnknown(checked, pointer, known);
    }

    private static ObjectNode withoutInternals(ObjectNode mapping) {
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        mapping.properties().forEach(member -> {
            if (!member.getKey().startsWith(INTERNAL) || member.getKey().equals(INTERNAL_DIRECTIVE)) {
                plain.set(member.getKey(), member.getValue());
            }
        });
        return plain;
    }

    private void refuseUnknown(JsonNode object, String pointer, Set<String> known) {
        object.fieldNames().forEachRemaining(member -> {
            if (!known.contains(member)) {
                faults.add(new Fault(
                        pointer + "/" + member.replace("~", "~0").replace("/", "~1"),
                        "one of " + String.join(", ", known),
                        Spelling.hint(member, known)));
            }
        });
    }

    private String text(String member, String absent) {
        JsonNode value = definition.path(member);
        if (value.isMissingNode() || value.isTextual() && !value.textValue().isBlank()) {
            return value.asText(absent);
        }
        faults.add(new Fault(at + "/" + member, "text", Kind.of(value)));
        return absent;
    }

    private boolean flag(String member, boolean absent) {
        JsonNode value = definition.path(member);
        if (!value.isMissingNode() && !value.isBoolean()) {
            faults.add(new Fault(at + "/" + member, "true or false", Kind.of(value)));
        }
        return value.asBoolean(absent);
    }

    private ObjectNode object(String member) {
        JsonNode value = definition.path(member);
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (!value.isMissingNode()) {
            faults.add(new Fault(at + "/" + member, "object", Kind.of(value)));
        }
        return JsonNodeFactory.instance.objectNode();
    }
}
