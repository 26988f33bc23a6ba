package sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WriteResultTest {
    private static final ObjectNode BODY = JsonNodeFactory.instance.objectNode();

    @ParameterizedTest
    @MethodSource("writes")
    void takesNoPageOfAProxyForSalesforcesAnswer(Call write) {
        JsonNode page = TextNode.valueOf("<html>");

        assertThat(WriteResult.of(write, 200, page))
                .isInstanceOfSatisfying(
                        WriteResult.Failed.class,
                        failed -> assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.UNANSWERED));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void takesAnAnswerWithoutBodyAtItsWord(Call write) {
        assertThat(WriteResult.of(write, 204, MissingNode.getInstance())).isInstanceOf(WriteResult.Written.class);
    }

    @Test
    void readsTheOnlyResultOfASharedCall() throws JsonProcessingException {
        Call upsert = new Call.Upsert("Lead", "Key__c", "a/b", BODY, false);

        assertThat(WriteResult.of(upsert, 200, json("[{'id': '00Q1', 'success': true, 'created': true}]")))
                .isEqualTo(new WriteResult.Written("00Q1", true, 201));
        assertThat(WriteResult.of(upsert, 200, json("[{'success': false, 'errors': [{'statusCode': 'X'}]}]")))
                .isInstanceOfSatisfying(
                        WriteResult.Failed.class,
                        failed -> assertThat(failed.failure().errorCode()).isEqualTo("X"));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    static Stream<Call> writes() {
        return Stream.of(
                new Call.Create("Lead", BODY),
                new Call.Update("Lead", "00Q000000000001AAA", BODY),
                new Call.Upsert("Lead", "Key__c", "k", BODY, false),
                new Call.Delete("Lead", "00Q000000000001AAA"));
    }
}
