package sluice.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "{\"type\":\"track\",\"event\":\"Paid\",\"messageId\":\"m\"}"
                        + "|{\"type\":\"track\",\"event\":\"Paid\",\"messageId\":\"m\"}",
                "{\"userId\":\"u\",\"anonymousId\":7}|{\"userId\":\"redacted\",\"anonymousId\":0}",
                "{\"traits\":{\"email\":\"a@b.test\",\"age\":41.5,\"vip\":true,\"plan\":null}}"
                        + "|{\"traits\":{\"email\":\"redacted\",\"age\":0,\"vip\":false,\"plan\":null}}",
                "{\"traits\":{\"type\":\"person\",\"event\":\"birthday\"}}"
                        + "|{\"traits\":{\"type\":\"redacted\",\"event\":\"redacted\"}}",
                "{\"type\":{\"nested\":\"x\"}}|{\"type\":{\"nested\":\"redacted\"}}",
                "{\"products\":[{\"sku\":\"s\"},2,\"\",[]]}"
                        + "|{\"products\":[{\"sku\":\"redacted\"},0,\"redacted\",[]]}",
                "\"text\"|\"redacted\""
            })
    void leavesTheFormAndWhatAnEventIs(String event, String left) {
        assertThat(new String(Redaction.of(event.getBytes(UTF_8)), UTF_8)).isEqualTo(left);
    }
}
