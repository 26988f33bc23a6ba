package sluice.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.event.JsonText;

class FieldTypeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    STRING  | "a"        | "a"
                    STRING  | 1.0        | "1"
                    STRING  | 1e21       | "1e+21"
                    STRING  | true       | "true"
                    STRING  | ["a"]      | "a"
                    STRING  | [null]     | ""
                    STRING  | ["a", "b"] | no
                    STRING  | [["a"]]    | no
                    STRING  | {}         | no
                    NUMBER  | "1e3"      | 1000
                    NUMBER  | " 0x10 "   | 16
                    NUMBER  | " "        | 0
                    NUMBER  | ""         | no
                    NUMBER  | "1,5"      | no
                    NUMBER  | "Infinity" | no
                    NUMBER  | true       | 1
                    NUMBER  | [null]     | 0
                    INTEGER | 5.0        | 5
                    INTEGER | 5.5        | no
                    INTEGER | "5.5"      | no
                    INTEGER | "7 "       | 7
                    BOOLEAN | "true"     | true
                    BOOLEAN | "True"     | no
                    BOOLEAN | 0          | false
                    BOOLEAN | 2          | no
                    BOOLEAN | [1]        | true
                    OBJECT  | {"a": 1}   | {"a":1}
                    OBJECT  | [{"a": 1}] | no
                    OBJECT  | "a"        | no
                    OBJECT  | []         | no
                    """)
    void coercesAsAjvDoes(FieldType type, String value, String expected) throws IOException {
        JsonNode coerced = type.coerce(JSON.readTree(value));

        assertThat(coerced.isMissingNode() ? "no" : JsonText.of(coerced)).isEqualTo(expected);
    }
}
