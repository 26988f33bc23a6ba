package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The actions there are. Immutable and thread-safe. */
public final class ActionCatalog {
    private static final String RESOURCE = "actions.yaml";

    private final List<Action> actions;

    private ActionCatalog(List<Action> actions) {
        this.actions = List.copyOf(actions);
    }

    /** The actions that come with the service. */
    public static ActionCatalog load() {
        try (InputStream yaml = ActionCatalog.class.getResourceAsStream(RESOURCE)) {
            JsonNode catalog = new YAMLMapper().readTree(yaml);
            JsonNode shared = catalog.get("shared");
            return new ActionCatalog(items(catalog.get("actions")).stream()
                    .map(action -> action(action, shared))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Action> all() {
        return actions;
    }

    /** The action that mappings call so: {@code case}, {@code cases} and {@code cases2} are one. */
    public Optional<Action> named(String word) {
        return actions.stream().filter(action -> action.isCalled(word)).findFirst();
    }

    private static Action action(JsonNode action, JsonNode shared) {
        Map<String, ActionField> fields = new LinkedHashMap<>();
        for (JsonNode group : List.of(shared.get("before"), action.get("fields"), shared.get("after"))) {
            group.properties().forEach(field -> fields.put(field.getKey(), field(field.getKey(), field.getValue())));
        }
        Map<String, String> record = new LinkedHashMap<>();
        action.path("record")
                .properties()
                .forEach(field -> record.put(field.getKey(), field.getValue().textValue()));
        return new Action(
                action.get("action").textValue(),
                texts(action.get("keys")),
                action.get("title").textValue(),
                text(action.path("sObject")),
                text(action.path("trigger")),
                texts(action.path("toCreate")),
                texts(action.path("toWrite")),
                fields,
                record);
    }

    private static ActionField field(String key, JsonNode field) {
        return new ActionField(
                key,
                field.get("label").textValue(),
                FieldType.valueOf(field.path("type").asText("string").toUpperCase(Locale.ROOT)),
                texts(field.path("choices")),
                text(field.path("form")).map(Pattern::compile),
                field.path("required").booleanValue(),
                defaultValue(field),
                field.path("members").properties().stream()
                        .map(member -> field(member.getKey(), member.getValue()))
                        .toList());
    }

    private static JsonNode defaultValue(JsonNode field) {
        return field.has("traitOrProperty")
                ? traitOrProperty(field.get("traitOrProperty").textValue())
                : field.path("default");
    }

    private static JsonNode traitOrProperty(String path) {
        ObjectNode choice = JsonNodeFactory.instance.objectNode();
        choice.putObject("@if")
                .<ObjectNode>set("exists", path("$.traits." + path))
                .<ObjectNode>set("then", path("$.traits." + path))
                .set("else", path("$.properties." + path));
        return choice;
    }

    private static ObjectNode path(String path) {
        return JsonNodeFactory.instance.objectNode().put("@path", path);
    }

    private static Optional<String> text(JsonNode value) {
        return Optional.ofNullable(value.textValue());
    }

    private static List<String> texts(JsonNode list) {
        return items(list).stream().map(JsonNode::textValue).toList();
    }

    private static List<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }
}
