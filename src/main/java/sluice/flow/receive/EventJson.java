package sluice.flow.receive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads JSON from strangers: bounded in depth, one value, no trailing text. Thread-safe. */
final class EventJson {
    /** How deep an event may be nested. */
    static final int MAX_DEPTH = 100;
    /** A batch holds its events two levels down; some more, so that a deep event is refused by itself. */
    private static final int MAX_REQUEST_DEPTH = MAX_DEPTH + 100;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_REQUEST_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private EventJson() {}

    /**
     * The JSON value.
     *
     * @throws RefusedRequestException when it is none
     */
    static JsonNode read(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json == null || json.isMissingNode()) {
                throw RefusedRequestException.wrong("body: expected JSON, found nothing");
            }
            return json;
        } catch (StreamConstraintsException tooDeep) {
            throw RefusedRequestException.wrong("body: expected at most %d levels, found more".formatted(MAX_DEPTH));
        } catch (JsonProcessingException notJson) {
            throw RefusedRequestException.wrong("body: expected JSON, found a fault at " + position(notJson));
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    static byte[] write(JsonNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    static boolean isTooDeep(JsonNode value) {
        return isDeeper(value, MAX_DEPTH);
    }

    private static boolean isDeeper(JsonNode value, int levels) {
        if (!value.isContainerNode()) {
            return false;
        }
        if (levels == 0) {
            return true;
        }
        for (JsonNode member : value) {
            if (isDeeper(member, levels - 1)) {
                return true;
            }
        }
        return false;
    }

    private static String position(JsonProcessingException notJson) {
        return notJson.getLocation() == null
                ? "an unknown place"
                : "%d:%d"
                        .formatted(
                                notJson.getLocation().getLineNr(),
                                notJson.getLocation().getColumnNr());
    }
}
