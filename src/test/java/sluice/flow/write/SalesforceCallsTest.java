package sluice.flow.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class SalesforceCallsTest {
    @Test
    void tellsAnAnswerThatIsNoJsonFromNone() throws IOException {
        assertThat(answer("").isMissingNode()).isTrue();
        assertThat(answer("<html>Request rejected</html>").isTextual()).isTrue();
        assertThat(answer("{\"id\": \"00Q1\"}").path("id").textValue()).isEqualTo("00Q1");
    }

    private static JsonNode answer(String body) throws IOException {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        return SalesforceCalls.answer(exchange);
    }
}
