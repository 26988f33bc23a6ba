package sluice.mapping.liquid;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import sluice.event.JsNumber;
import sluice.event.JsText;
import sluice.event.JsValue;

/** Filters of lists. Texts count as lists of characters where JavaScript lets them. */
final class ListFilters {
    static final Map<String, Filter> BY_NAME = Map.ofEntries(
            entry("join", ListFilters::join),
            entry("first", (value, arguments) -> end(value, 0)),
            entry("last", (value, arguments) -> end(value, length(value) - 1)),
            entry("size", (value, arguments) -> IntNode.valueOf(length(value))),
            entry("sum", ListFilters::sum),
            entry("where", ListFilters::where),
            entry("slice", ListFilters::slice),
            entry("sample", ListFilters::sample),
            entry("compact", changed(items -> items.stream()
                    .filter(item -> !Values.isNil(item))
                    .toList())),
            entry("pop", changed(items -> items.subList(0, Math.max(0, items.size() - 1)))),
            entry("shift", changed(items -> items.subList(Math.min(1, items.size()), items.size()))),
            entry(
                    "push",
                    (value, arguments) ->
                            added(value, arguments, Values.items(value).size())),
            entry("unshift", (value, arguments) -> added(value, arguments, 0)));

    private ListFilters() {}

    static ArrayNode list(List<? extends JsonNode> items) {
        return JsonNodeFactory.instance.arrayNode(items.size()).addAll(items);
    }

    private static Filter changed(UnaryOperator<List<JsonNode>> change) {
        return (value, arguments) -> {
            arguments.budget().useItems(length(value));
            return list(change.apply(Values.items(value)));
        };
    }

    private static JsonNode added(JsonNode value, Arguments arguments, int place) {
        arguments.budget().useItems(length(value) + 1L);
        List<JsonNode> items = Values.items(value);
        items.add(place, arguments.get(0));
        return list(items);
    }

    private static int length(JsonNode value) {
        return value.isTextual() ? value.textValue().length() : value.isArray() ? value.size() : 0;
    }

    private static JsonNode end(JsonNode value, int index) {
        return length(value) == 0 && !value.isArray()
                ? TextNode.valueOf("")
                : Values.member(value, Integer.toString(Math.max(0, index)));
    }

    private static JsonNode join(JsonNode value, Arguments arguments) {
        String separator = Values.isNil(arguments.get(0)) ? " " : arguments.text(0);
        StringBuilder text = new StringBuilder();
        List<JsonNode> items = Values.items(value);
        for (int i = 0; i < items.size(); i++) {
            String item = JsText.orEmpty(items.get(i));
            arguments.budget().use((long) separator.length() + item.length());
            text.append(i == 0 ? "" : separator).append(item);
        }
        return TextNode.valueOf(text.toString());
    }

    private static JsonNode sum(JsonNode value, Arguments arguments) {
        String path = arguments.text(0);
        double sum = 0;
        for (JsonNode item : Values.items(value)) {
            double number = JsNumber.of(path.isEmpty() ? item : at(item, path));
            sum += Double.isNaN(number) ? 0 : number;
        }
        return JsValue.number(sum);
    }

    /** The items that have this value under this path; without a value, those where it is true. */
    private static JsonNode where(JsonNode value, Arguments arguments) {
        String path = arguments.text(0);
        return list(Values.items(value).stream()
                .filter(item -> arguments.isMissing(1)
                        ? Values.isTruthy(at(item, path))
                        : Comparison.equal(at(item, path), arguments.literal(1)))
                .toList());
    }

    private static JsonNode at(JsonNode item, String path) {
        JsonNode value = item;
        for (String name : path.split("\\.")) {
            value = value.isNull() ? MissingNode.getInstance() : Values.member(value, name);
        }
        return value;
    }

    /** From a place, a negative one from the end, one item or character or as many as the second argument says. */
    private static JsonNode slice(JsonNode value, Arguments arguments) {
        if (Values.isNil(value)) {
            return list(List.of());
        }
        JsonNode whole = value.isArray() ? value : TextNode.valueOf(Values.text(value));
        int length = length(whole);
        double begin = arguments.isMissing(0) ? 0 : JsNumber.of(arguments.get(0));
        begin = begin < 0 ? length + begin : begin;
        double count = arguments.isMissing(1) ? 1 : JsNumber.of(arguments.get(1));
        boolean empty = arguments.isMissing(0) || begin < 0 || !(count > 0);
        int from = (int) Math.min(length, Math.max(0, begin));
        int to = empty ? from : (int) Math.min(length, Math.max(0, begin + count));
        return whole.isArray()
                ? list(Values.items(whole).subList(from, to))
                : TextNode.valueOf(whole.textValue().substring(from, to));
    }

    private static JsonNode sample(JsonNode value, Arguments arguments) {
        JsonNode whole = value.isArray() || Values.isNil(value) ? value : TextNode.valueOf(Values.text(value));
        arguments.budget().useItems(length(whole));
        List<JsonNode> items = new ArrayList<>();
        for (int i = 0; i < length(whole); i++) {
            items.add(Values.member(whole, Integer.toString(i)));
        }
        Collections.shuffle(items, ThreadLocalRandom.current());
        int count = (int) arguments.number(0, 1);
        if (count == 1 && !Values.isNil(value)) {
            return items.isEmpty() ? MissingNode.getInstance() : items.get(0);
        }
        return list(items.subList(0, Math.max(0, Math.min(count, items.size()))));
    }
}
