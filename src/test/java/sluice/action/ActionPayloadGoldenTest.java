package sluice.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.event.DefinitionException;
import sluice.event.JsonText;
import sluice.salesforce.RecordWrite;

/** What Segment's actions send for one event: object and body of the write, or that nothing is sent at all. */
class ActionPayloadGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Map<String, String> DIFFERENCES = differences();
    private static final Set<String> BEFORE_THE_PAYLOAD = Set.of("instanceUrl", "password");
    private static final MappingFileParser PARSER = new MappingFileParser(ActionCatalog.load());

    static Stream<Arguments> cases() throws IOException {
        ObjectMapper json = new ObjectMapper();
        return Files.readAllLines(GOLDEN.resolve("destination.jsonl")).stream()
                .map(line -> parse(json, line))
                .filter(golden -> golden.get("entry").textValue().equals("executeAction"))
                .filter(golden ->
                        !BEFORE_THE_PAYLOAD.contains(golden.get("feature").textValue()))
                .map(golden -> Arguments.of(golden.get("id").textValue() + " " + golden.get("about"), golden));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void makesTheRecordThatSegmentSendsOrDiffersAsListed(String name, JsonNode golden) {
        String id = golden.get("id").textValue();
        String expected = expected(golden);

        String actual = actual(golden, expected);

        if (DIFFERENCES.containsKey(id)) {
            assertThat(actual).as("ours").isEqualTo(DIFFERENCES.get(id));
            assertThat(actual).as("a listed difference").isNotEqualTo(expected);
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void listsOnlyDifferencesThatAreCases() throws IOException {
        assertThat(cases().map(c -> ((JsonNode) c.get()[1]).get("id").textValue()))
                .containsAll(DIFFERENCES.keySet());
    }

    /** {@code Lead{"LastName":…}}, {@code query Lead}, {@code nothing} or {@code refused}. */
    private static String expected(JsonNode golden) {
        JsonNode requests = golden.at("/expect/requests");
        if (requests.isEmpty()) {
            return golden.at("/expect/outcome/ok").booleanValue() ? "nothing" : "refused";
        }
        JsonNode last = requests.get(requests.size() - 1);
        if (last.get("method").textValue().equals("GET")) {
            return "query " + last.at("/query/q").textValue().replaceAll("SELECT Id FROM (.*) WHERE .*", "$1");
        }
        String path = last.get("path").textValue().replaceFirst(".*/sobjects/", "");
        String sObject = last.get("method").textValue().equals("POST") ? path : path.replaceFirst("/.*", "");
        return sObject + (last.has("json") ? JsonText.of(last.get("json")) : "{}");
    }

    private static String actual(JsonNode golden, String expected) {
        try {
            RecordWrite write = PARSER.parse(definition(golden), "golden").write(golden.path("event"));
            return expected.startsWith("query ")
                    ? "query " + write.sObject()
                    : write.sObject() + JsonText.of(write.fields());
        } catch (DefinitionException | RefusedException e) {
            return "refused";
        }
    }

    private static JsonNode definition(JsonNode golden) {
        ObjectNode definition = new ObjectMapper()
                .createObjectNode()
                .put("action", golden.get("action").textValue())
                .put("trigger", "type != \"\"")
                .put("useDefaults", golden.path("useDefaultMappings").booleanValue());
        ObjectNode mapping = golden.get("mapping").deepCopy();
        if (golden.has("syncMode")) {
            mapping.set("__segment_internal_sync_mode", golden.get("syncMode"));
        }
        return definition.set("mapping", mapping);
    }

    private static Map<String, String> differences() {
        try {
            Map<String, String> ours = new LinkedHashMap<>();
            JsonNode list = new YAMLMapper()
                    .readTree(GOLDEN.resolve("differences-payload.yaml").toFile());
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
