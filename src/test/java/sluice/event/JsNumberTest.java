package sluice.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsNumberTest {
    @ParameterizedTest
    @CsvSource({
        "42, 42",
        "-5, -5",
        "+5, 5",
        ".5, 0.5",
        "5., 5",
        "1e3, 1000",
        "1E400, Infinity",
        "-Infinity, -Infinity",
        "0x2A, 42",
        "0b101, 5",
        "0o17, 15",
        "'', 0",
        "'  7 ', 7"
    })
    void readsWhatJavaScriptReads(String text, double expected) {
        assertThat(JsNumber.of(TextNode.valueOf(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1,5", "1_000", "-0x1", "5f", "1d", "0x1p3", "NaN", "infinity", "1 2", "٣"})
    void isNotANumberOtherwise(String text) {
        assertThat(JsNumber.of(TextNode.valueOf(text))).isNaN();
    }

    @Test
    void dropsEveryKindOfBlank() {
        assertThat(JsNumber.of(TextNode.valueOf("\u00a0\ufeff\u2003\t7\u2028\n")))
                .isEqualTo(7);
    }
}
