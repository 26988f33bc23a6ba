package sluice.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One line of a golden file; {@code golden/README.md} says what its members mean. */
public record GoldenCase(JsonNode line) {
    static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The cases of {@code golden/<suite>.jsonl}, in the order of the file. */
    public static List<GoldenCase> of(String suite) {
        try {
            return Files.readAllLines(FOLDER.resolve(suite + ".jsonl")).stream()
                    .map(GoldenCase::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenCase parse(String line) {
        try {
            return new GoldenCase(JSON.readTree(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String id() {
        return line.get("id").textValue();
    }

    public String feature() {
        return line.get("feature").textValue();
    }

    /** Of the destination suite: what was called, such as {@code executeAction}. */
    public String entry() {
        return line.path("entry").asText();
    }

    public JsonNode event() {
        return line.path("event");
    }

    /** Of the destination suite: the mapping file that the case amounts to; {@code executeAction} and {@code executeBatch} know no trigger. */
    public ObjectNode definition() {
        ObjectNode definition = JSON.createObjectNode()
                .put("action", line.get("action").textValue())
                .put("useDefaults", line.path("useDefaultMappings").booleanValue());
        if (entry().startsWith("execute")) {
            definition.put("trigger", "type != \"\"");
        } else if (line.has("subscribe")) {
            definition.set("trigger", line.get("subscribe"));
        }
        ObjectNode mapping = line.get("mapping").deepCopy();
        if (line.has("syncMode")) {
            mapping.set("__segment_internal_sync_mode", line.get("syncMode"));
        }
        return definition.set("mapping", mapping);
    }

    /** Of the destination suite: {@code ok}, {@code failed 400} or {@code retry 503}. */
    public String expectedOutcome() {
        JsonNode outcome = line.at("/expect/outcome");
        JsonNode derived = outcome.path("derived");
        return outcome.get("ok").booleanValue()
                ? GoldenResult.OK
                : GoldenResult.failure(
                        derived.get("status").intValue(),
                        derived.get("retryable").booleanValue());
    }

    @Override
    public String toString() {
        return id() + " " + line.path("about").textValue();
    }
}
