package sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an event holds, an evaluation ends soon, with a value or an {@link EvaluationException}. */
@Timeout(20)
class HostileEventTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\": {\"@path\": \"$.deep\"}}",
                "{\"v\": {\"@template\": \"{{deep}}\"}}",
                "{\"v\": {\"@json\": {\"mode\": \"encode\", \"value\": {\"@path\": \"$.deep\"}}}}",
                "{\"v\": {\"@flatten\": {\"separator\": \".\", \"value\": {\"@path\": \"$.deep\"}}}}",
                "{\"v\": {\"@excludeWhenNull\": {\"@path\": \"$.deepObject\"}}}",
                "{\"v\": {\"@liquid\": \"{{ deep }}\"}}"
            })
    void refusesAnEventTooDeepForTheStack(String mapping) {
        // Given
        ObjectNode event = NODES.objectNode();
        event.set("deep", deepList(100_000));
        event.set("deepObject", deepObject(100_000));

        // Then
        assertThatThrownBy(() -> compile(mapping).evaluate(event))
                .isInstanceOf(EvaluationException.class)
                .hasMessageMatching("at the top: expected event of sane nesting.*|at /v/@flatten: expected at most.*");
    }

    @Test
    void boundsTextThatATemplateMultiplies() {
        Evaluator evaluator = compile("{\"v\": {\"@template\": \"" + "{{s}}".repeat(500) + "\"}}");
        assertTooLong(evaluator, text("x", 500_000), "/v/@template");
    }

    @Test
    void boundsTextThatAReplacementMultiplies() {
        Evaluator evaluator = compile(
                """
                {"v": {"@replace": {"pattern": "x", "replacement": "$'$`$'$`", "value": {"@path": "$.s"}}}}""");
        assertTooLong(evaluator, text("x", 500_000), "/v/@replace");
    }

    @Test
    void boundsNamesThatFlattenMultiplies() {
        // Given
        ObjectNode leaves = NODES.objectNode();
        IntStream.range(0, 10_000).forEach(i -> leaves.put("k" + i, i));
        ObjectNode event = NODES.objectNode();
        event.putObject("s").set("x".repeat(100_000), leaves);

        // Then
        Evaluator evaluator =
                compile("{\"v\": {\"@flatten\": {\"separator\": \".\", \"value\": {\"@path\": \"$.s\"}}}}");
        assertTooLong(evaluator, event, "/v/@flatten");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ (1..1000000000) | join: s }}",
                "{{ s | replace: '', s }}",
                "{{ s | split: '' | join: s }}",
                "{{ 'now' | date: '%999999999d%999999999d%999999999d%999999999d%999999999d%999999999d%999999999d%9999999d"
                        + "%999999999d%999999999d%999999999d%999999999d' }}"
            })
    void boundsWhatLiquidMakes(String template) {
        assertThatThrownBy(() -> compile(liquid(template)).evaluate(text("x", 400_000)))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("at /v/@liquid: expected at most 10000000 characters made, was more");
    }

    @Test
    void boundsTextThatLiquidDoubles() {
        String template = "{% assign a = s %}" + "{% assign a = a | append: a %}".repeat(30) + "{{ a }}";
        assertThatThrownBy(() -> compile(liquid(template)).evaluate(text("x", 1_000)))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith("at /v/@liquid: expected at most");
    }

    @Test
    void searchesUnclosedBracesInLinearTime() {
        Evaluator evaluator = compile("{\"v\": {\"@template\": {\"@path\": \"$.s\"}}}");
        JsonNode event = text("{{{", 1_000_000);
        assertThat(evaluator.evaluate(event).path("v")).isEqualTo(event.path("s"));
    }

    @Test
    void readsOnlyWhatTheEventItselfHolds() {
        Evaluator evaluator = compile(
                """
                {"a": {"@path": "$.constructor.name"}, "b": {"@path": "$.__proto__"}, "c": {"@path": "$.s.toString"}}""");
        assertThat(evaluator.evaluate(text("x", 1))).isEqualTo(NODES.objectNode());
    }

    @Test
    void leavesTheEventAsItIs() {
        // Given
        ObjectNode event = text("x", 1);
        event.set("o", NODES.objectNode().putNull("n").put("10", 1).put("9", 1));
        JsonNode before = event.deepCopy();

        // When
        compile(
                        """
                        {"a": {"@excludeWhenNull": {"@path": "$.o"}}, "b": {"@path": "$.o"},
                         "c": {"@liquid": "{% increment s %}{% assign o = 1 %}"},
                         "d": {"@merge": {"direction": "left", "objects": [{"@path": "$.o"}, {"n": {"@path": "$.x"}}]}}}""")
                .evaluate(event);

        // Then
        assertThat(event.toString()).isEqualTo(before.toString());
    }

    private static void assertTooLong(Evaluator evaluator, JsonNode event, String at) {
        assertThatThrownBy(() -> evaluator.evaluate(event))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("at " + at + ": expected at most 10000000 characters, was a longer result");
    }

    private static String liquid(String template) {
        return NODES.objectNode()
                .set("v", NODES.objectNode().put("@liquid", template))
                .toString();
    }

    private static ObjectNode text(String part, int times) {
        return NODES.objectNode().put("s", part.repeat(times));
    }

    private static JsonNode deepList(int depth) {
        ArrayNode list = NODES.arrayNode();
        for (int i = 0; i < depth; i++) {
            list = NODES.arrayNode().add(list);
        }
        return list;
    }

    private static JsonNode deepObject(int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < depth; i++) {
            object = NODES.objectNode().set("o", object);
        }
        return object;
    }

    private static Evaluator compile(String mapping) {
        try {
            return MappingCompiler.compile(new ObjectMapper().readTree(mapping));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
