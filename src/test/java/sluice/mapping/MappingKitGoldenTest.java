package sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.event.DefinitionException;
import sluice.event.Fault;
import sluice.golden.Differences;
import sluice.golden.GoldenCase;

/** What Segment's mapping kit makes of a mapping and an event: the same is made here. */
class MappingKitGoldenTest {
    private static final String SUITE = "mapping-kit";
    private static final Set<String> DIFFERENT = Differences.in(SUITE).ids();

    /** Either a value, a refused definition (the pointers of its faults) or a failed evaluation. */
    record Outcome(JsonNode value, List<String> refusedAt, Fault failure) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void doesAsSegment(GoldenCase golden) {
        // When
        Outcome outcome = run(golden.line());

        // Then
        List<String> differences = golden.line().has("error")
                ? compareError(golden.line().get("error"), outcome)
                : compareValue(golden.line(), outcome);
        if (DIFFERENT.contains(golden.id())) {
            assertThat(differences).as("listed as a difference, but is none").isNotEmpty();
        } else {
            assertThat(differences).isEmpty();
        }
    }

    private static Outcome run(JsonNode line) {
        try {
            Evaluator evaluator = MappingCompiler.compile(line.path("mapping"));
            return new Outcome(evaluate(evaluator, line), List.of(), null);
        } catch (DefinitionException refused) {
            return new Outcome(null, refused.faults().stream().map(Fault::at).toList(), null);
        } catch (EvaluationException failed) {
            return new Outcome(null, List.of(), failed.fault());
        }
    }

    private static JsonNode evaluate(Evaluator evaluator, JsonNode line) {
        JsonNode input = line.path("input");
        if (!line.path("fn").asText().equals("transformBatch")) {
            return evaluator.evaluate(input);
        }
        if (!input.isArray()) {
            throw new EvaluationException(new Fault("", "list of events", Definition.kindOf(input)));
        }
        List<JsonNode> results = new ArrayList<>();
        input.forEach(event -> results.add(evaluator.evaluateAny(event)));
        return JsonNodeFactory.instance.arrayNode().addAll(results);
    }

    private static List<String> compareError(JsonNode error, Outcome outcome) {
        if (outcome.value() != null) {
            return List.of("expected " + error + ", was " + outcome.value());
        }
        List<String> expected = StreamSupport.stream(error.path("at").spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
        return expected.isEmpty() || expected.equals(outcome.refusedAt())
                ? List.of()
                : List.of("expected faults at " + expected + ", were at " + outcome.refusedAt());
    }

    private static List<String> compareValue(JsonNode line, Outcome outcome) {
        if (outcome.value() == null) {
            return List.of("expected " + line.path("expect") + ", was " + outcome);
        }
        List<String> differences = new ArrayList<>();
        compare("", line.path("expect"), outcome.value(), line.path("lost_at"), differences);
        return differences;
    }

    private static void compare(
            String at, JsonNode expected, JsonNode actual, JsonNode lost, List<String> differences) {
        boolean same =
                switch (lost.path(at).asText("")) {
                    case "undefined" -> actual.isMissingNode();
                    case "Infinity" -> Double.isInfinite(actual.doubleValue());
                    default -> sameKind(expected, actual);
                };
        if (!same) {
            differences.add("at " + at + ": expected " + expected + ", was " + actual);
        } else if (expected.isObject()) {
            union(expected, actual)
                    .forEach(name ->
                            compare(at + "/" + name, expected.path(name), actual.path(name), lost, differences));
        } else if (expected.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(at + "/" + i, expected.path(i), actual.path(i), lost, differences);
            }
        }
    }

    private static boolean sameKind(JsonNode expected, JsonNode actual) {
        if (expected.isNumber()) {
            return actual.isNumber() && expected.doubleValue() == actual.doubleValue();
        }
        if (expected.isContainerNode()) {
            return expected.getNodeType() == actual.getNodeType()
                    && (expected.isObject() || expected.size() == actual.size());
        }
        return expected.equals(actual);
    }

    private static Set<String> union(JsonNode a, JsonNode b) {
        return Stream.concat(names(a), names(b)).collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    private static Stream<String> names(JsonNode object) {
        Iterator<String> names = object.fieldNames();
        return Stream.generate(() -> null).takeWhile(none -> names.hasNext()).map(none -> names.next());
    }

    static List<GoldenCase> cases() {
        return GoldenCase.of(SUITE);
    }
}
