package sluice.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPathTest {
    private static final JsonNode EVENT = json(
            """
            {"a": {"b": 1, "": "empty"}, "list": ["x", {"y": 2}], "text": "hé😀", "zero": 0, "nothing": null,
             "constructor": "own"}""");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "$.a.b, 1",
                "a['b'], 1",
                "$.list[1].y, 2",
                "list.length, 2",
                "text.length, 4",
                "text[0], `\"h\"`",
                "zero.below, 0",
                "nothing.below, null",
                "constructor, `\"own\"`"
            })
    void leadsToAValue(String path, String expected) {
        assertThat(EventPath.parse(path).read(EVENT)).isEqualTo(json(expected));
    }

    @ParameterizedTest
    @CsvSource({"$", "a.toString", "list.map", "list[-1]", "list[01]", "list[2]", "text[9]", "text.99999999999", "a.b.c"
    })
    void leadsNowhere(String path) {
        assertThat(EventPath.parse(path).read(EVENT).isMissingNode()).isTrue();
    }

    @Test
    void survivesAPathOfBracketsAlone() {
        assertThat(EventPath.parse("].[".repeat(100_000)).read(EVENT).isMissingNode())
                .isTrue();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
