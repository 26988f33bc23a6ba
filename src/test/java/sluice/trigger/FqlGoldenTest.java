package sluice.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.event.DefinitionException;

/** What Segment says of 373 expressions and events, and where we differ on purpose. */
class FqlGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Map<String, String> DIFFERENCES = differences();

    static Stream<Arguments> cases() throws IOException {
        ObjectMapper json = new ObjectMapper();
        return Files.readAllLines(GOLDEN.resolve("fql.jsonl")).stream()
                .map(line -> parse(json, line))
                .map(golden -> Arguments.of(golden.get("id").textValue() + " " + golden.get("about"), golden));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersLikeSegmentOrAsTheDifferencesSay(String name, JsonNode golden) {
        String id = golden.get("id").textValue();
        String expected = golden.has("error") ? "refused" : golden.get("expect").asText();

        String actual = answer(golden.get("fql").textValue(), golden.path("event"));

        if (DIFFERENCES.containsKey(id)) {
            assertThat(actual).as("ours, of %s", golden.get("fql")).isEqualTo(DIFFERENCES.get(id));
            assertThat(actual)
                    .as("a listed difference, of %s", golden.get("fql"))
                    .isNotEqualTo(expected);
        } else {
            assertThat(actual).as("%s", golden.get("fql")).isEqualTo(expected);
        }
    }

    @Test
    void listsOnlyDifferencesThatAreCases() throws IOException {
        assertThat(cases().map(c -> ((JsonNode) c.get()[1]).get("id").textValue()))
                .containsAll(DIFFERENCES.keySet());
    }

    private static String answer(String text, JsonNode event) {
        try {
            Trigger trigger = TriggerParser.parse(text);
            return Boolean.toString(trigger.matches(event));
        } catch (DefinitionException e) {
            return "refused";
        }
    }

    private static Map<String, String> differences() {
        try {
            Map<String, String> ours = new LinkedHashMap<>();
            JsonNode list = new YAMLMapper()
                    .readTree(GOLDEN.resolve("differences-fql.yaml").toFile());
            for (JsonNode difference : list.get("differences")) {
                difference
                        .get("ids")
                        .forEach(id ->
                                ours.put(id.textValue(), difference.get("ours").asText()));
            }
            return ours;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(ObjectMapper json, String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
