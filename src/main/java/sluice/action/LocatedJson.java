package sluice.action;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import sluice.event.Fault;

/**
 * A JSON or YAML text as JSON, with the line of every value. Made once per file; not thread-safe while it reads.
 * Unquoted YAML is a number, true or false only where JSON would spell it so (true and false in capitals too):
 * {@code NO}, {@code on} and {@code 01234} are text, as whoever wrote them meant.
 *
 * <p>Members given twice, aliases and a second document are faults, since each would lose something without a word.
 */
final class LocatedJson {
    private static final Pattern JSON_SPELLING =
            Pattern.compile("[Tt]rue|TRUE|[Ff]alse|FALSE|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private JsonNode root = MissingNode.getInstance();
    private boolean isBroken;

    private LocatedJson() {}

    static LocatedJson readJson(String text) {
        return read(new JsonFactory(new ObjectMapper()), text);
    }

    static LocatedJson readYaml(String text) {
        return read(new YAMLFactory(new ObjectMapper()), text);
    }

    /** Whether it is no JSON, or no YAML, at all. */
    boolean isBroken() {
        return isBroken;
    }

    /** Missing when the text is empty or broken. */
    JsonNode root() {
        return root;
    }

    /** What is wrong with the text itself. */
    List<Fault> faults() {
        return faults;
    }

    /** The line, from 1, of the value at the pointer, or of the nearest one around it. */
    int line(String pointer) {
        String at = pointer;
        while (!lines.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, Math.max(Math.max(at.lastIndexOf('/'), at.lastIndexOf(':')), 0));
        }
        return lines.getOrDefault(at, 1);
    }

    private static LocatedJson read(JsonFactory factory, String text) {
        LocatedJson json = new LocatedJson();
        try (JsonParser parser = factory.createParser(text)) {
            json.readDocument(parser);
        } catch (JsonProcessingException e) {
            json.lines.put(
                    "",
                    e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr()));
            json.faults.add(new Fault("", "well-formed text", problem(e)));
            json.isBroken = true;
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        }
        return json;
    }

    private static String problem(JsonProcessingException e) {
        if (e.getCause() instanceof MarkedYAMLException yaml) {
            boolean isDirective = yaml.getProblem().startsWith("found character '@'");
            return isDirective ? "a word that starts with @ and is not in quotes" : yaml.getProblem();
        }
        return e.getOriginalMessage().lines().findFirst().orElse("something else");
    }

    private void readDocument(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            return;
        }
        root = value(parser, "");
        if (parser.nextToken() != null) {
            faults.add(new Fault("", "one document", "several"));
        }
    }

    private JsonNode value(JsonParser parser, String at) throws IOException {
        lines.putIfAbsent(at, parser.currentTokenLocation().getLineNr());
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            faults.add(new Fault(at, "a value", "an alias (they are not supported)"));
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, at);
            case START_ARRAY -> list(parser, at);
            default -> scalar(parser);
        };
    }

    private static JsonNode scalar(JsonParser parser) throws IOException {
        boolean isTyped =
                parser.currentToken().isNumeric() || parser.currentToken().isBoolean();
        String text = parser.getText();
        return isTyped && !JSON_SPELLING.matcher(text).matches() ? TextNode.valueOf(text) : parser.readValueAsTree();
    }

    private ObjectNode object(JsonParser parser, String at) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String member = at + "/" + name.replace("~", "~0").replace("/", "~1");
            if (object.has(name)) {
                faults.add(new Fault(member, "each member once", "twice"));
            }
            lines.put(member, parser.currentTokenLocation().getLineNr());
            parser.nextToken();
            object.set(name, value(parser, member));
        }
        return object;
    }

    private ArrayNode list(JsonParser parser, String at) throws IOException {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser, at + "/" + list.size()));
        }
        return list;
    }
}
