package sluice.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.event.DefinitionException;

class TriggerParserTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    groupId = "g"                   | 1:1 | type, event, name, userId, properties.…, traits.… or context.… | groupId
                    type = 'track'                  | 1:8 | text in double quotes                                          | a single quote
                    type = "track                   | 1:8 | text that ends with a double quote                             | text without an end
                    type = "a" AND event = "b"      | 1:12 | and, or, or the end                                           | AND
                    type = "a" and                  | 1:15 | a condition such as type = "track"                            | the end
                    properties.total>41             | 1:17 | a space, or a backslash before a character of the name        | >
                    properties.n >=5                | 1:16 | a space after >=                                              | 5
                    properties.items.0 = "x"        | 1:18 | a name after the dot (a backslash stands before a digit or a sign) | 0
                    (type = "a"                     | 1:12 | )                                                             | the end
                    !type = "a"                     | 1:2 | contains( or match( after !                                    | type
                    contains(type, "x")             | 1:10 | event, name, userId, properties.…, traits.… or context.…      | type
                    type; "x"                       | 1:5 | a space, or a backslash before a character of the name         | ;
                    """)
    void saysWhereWhatWasExpectedAndFound(String text, String at, String expected, String found) {
        var refused = catchThrowableOfType(DefinitionException.class, () -> TriggerParser.parse(text));

        assertThat(refused.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.at()).isEqualTo(at);
            assertThat(fault.expected()).isEqualTo(expected);
            assertThat(fault.found()).isEqualTo(found);
        });
    }

    @Test
    void reportsEveryUnknownFieldAtOnce() {
        var refused = catchThrowableOfType(
                DefinitionException.class, () -> TriggerParser.parse("email = \"a\"\nor groupId != null and type ="));

        assertThat(refused.faults()).extracting("at").containsExactly("1:1", "2:4", "2:30");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    type = "track" or type = "page" and event = "x"      | true
                    (type = "track" or type = "page") and event = "x"    | false
                    type = "x" and event = "x" or userId = "u"           | true
                    ((userId = "u") and ((type = "track")))              | true
                    (contains(event, "Order") and !match(event, "*Up"))  | true
                    properties.lines\\[1\\].sku = "b"                    | true
                    properties.n >= 3 and properties.n < "4"             | true
                    """)
    void bindsAndBeforeOrAndNestsBrackets(String text, boolean expected) throws Exception {
        JsonNode event = JSON.readTree(
                """
                {"type": "track", "event": "Order Completed", "userId": "u",
                 "properties": {"n": 3, "lines": [{"sku": "a"}, {"sku": "b"}]}}""");

        assertThat(TriggerParser.parse(text).matches(event)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    event = null    | false
                    event != null   | true
                    name = null     | true
                    name != null    | false
                    userId = null   | true
                    userId != null  | false
                    traits.a = null | true
                    """)
    void knowsWhichFieldsMayBeNull(String text, boolean expected) {
        assertThat(TriggerParser.parse(text).matches(JSON.createObjectNode())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"type != \"x\"", "userId = null", "properties.a = null"})
    void matchesNoMissingEventButOneWithoutFields(String text) {
        assertThat(TriggerParser.parse(text).matches(JSON.missingNode())).isFalse();
        assertThat(TriggerParser.parse(text).matches(JSON.createArrayNode())).isTrue();
    }

    @Test
    void refusesBracketsWithoutEnd() {
        String text = "(".repeat(100_000) + "type = \"a\"";

        var refused = catchThrowableOfType(DefinitionException.class, () -> TriggerParser.parse(text));

        assertThat(refused.faults()).singleElement().extracting("expected").isEqualTo("at most 100 open brackets");
    }
}
