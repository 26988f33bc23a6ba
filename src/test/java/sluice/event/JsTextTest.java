package sluice.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsTextTest {
    /** The right column is what {@code String(n)} gives in Node. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1.0, 1",
        "-12.50, -12.5",
        "2E-3, 0.002",
        "0.000001, 0.000001",
        "1.5e-7, 1.5e-7",
        "123456789012345680000, 123456789012345680000",
        "1e21, 1e+21",
        "1.2345e+22, 1.2345e+22",
        "2e23, 2e+23",
        "1e23, 1e+23",
        "5e-323, 5e-323",
        "9007199254740993, 9007199254740992",
        "4.35, 4.35",
        "2.2250738585072014E-308, 2.2250738585072014e-308",
        "4.9e-324, 5e-324",
        "9.9e-324, 1e-323",
        "1.5e-323, 1.5e-323",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "1e400, Infinity"
    })
    void printsNumbersAsJavaScript(String number, String expected) {
        assertThat(JsText.ofNumber(Double.parseDouble(number))).isEqualTo(expected);
    }

    @Test
    void printsNumbersThatReadBackTheSame() {
        Random random = new Random(42);
        for (int i = 0; i < 10_000; i++) {
            Double number = Double.longBitsToDouble(random.nextLong());
            assertThat(Double.valueOf(JsText.ofNumber(number))).isEqualTo(number);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`[1,null,[2,[]],{},true]`, `1,,2,,[object Object],true`",
                "`{\"a\":1}`, [object Object]",
                "null, null",
                "false, false",
                "12345678901234567890, 12345678901234567000"
            })
    void printsValuesAsJavaScript(String json, String expected) throws JsonProcessingException {
        assertThat(JsText.of(json(json))).isEqualTo(expected);
    }

    @Test
    void writesJsonAsJavaScript() throws JsonProcessingException {
        // Given
        JsonNode value = json("{\"b\":[1.0,-0.0,1e400],\"10\":\"\\ud800\\u0001\\\"\\u2028\",\"9\":{}}");

        // Then
        assertThat(JsonText.of(value)).isEqualTo("{\"9\":{},\"10\":\"\\ud800\\u0001\\\"\u2028\",\"b\":[1,0,null]}");
        assertThat(JsonText.of(json("[{\"a\":[]}]"), "  ")).isEqualTo("[\n  {\n    \"a\": []\n  }\n]");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "` 12 `, 12",
                "``, 0",
                "0x1F, 31",
                "1e3, 1000",
                ".5, 0.5",
                "-Infinity, -Infinity",
                "1_000, NaN",
                "0x, NaN"
            })
    void readsNumbersAsJavaScript(String text, Double expected) {
        assertThat(JsNumber.of(new ObjectMapper().valueToTree(text))).isEqualTo(expected);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
