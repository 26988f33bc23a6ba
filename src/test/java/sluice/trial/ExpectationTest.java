package sluice.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectationTest {
    private final Expectation expectation = new Expectation();

    @Test
    void findsNothingWhereTheOrgHoldsTheLastValues() {
        expectation.upsert("Lead", "Email", "a", Map.of("Title", "1", "City", "x"));
        expectation.update("Lead", "Email", "a", Map.of("Title", "2"));
        expectation.update("Lead", "Email", "never made", Map.of("Title", "2"));
        expectation.add("Lead", "Email", "a", Map.of("Title", "3"));
        expectation.upsert("Lead", "Email", "b", Map.of());
        expectation.delete("Lead", "Email", "b");

        assertThat(differences(record("a", "2").put("City", "x"))).isEmpty();
    }

    @Test
    void saysWhatIsLostThereTwiceWrongOrNotExpected() {
        expectation.upsert("Lead", "Email", "a", Map.of("Title", "1"));
        expectation.upsert("Lead", "Email", "b", Map.of("Title", "1"));
        expectation.upsert("Lead", "Email", "c", Map.of("Title", "1"));

        assertThat(differences(record("b", "1"), record("b", "1"), record("c", "0"), record("d", "1")))
                .containsExactly(
                        "lost: Lead Email=a",
                        "2 instead of 1: Lead Email=b",
                        "wrong: Lead Email=c: Title expected 1, was 0",
                        "not expected: Lead Email=d");
    }

    @Test
    void countsWhatIsMadeSeveralTimes() {
        expectation.create("Lead", "Email", "a", Map.of());
        expectation.create("Lead", "Email", "a", Map.of());

        assertThat(differences(record("a", "1"), record("a", "2"))).isEmpty();
        assertThat(differences(record("a", "1"))).containsExactly("1 instead of 2: Lead Email=a");
        assertThat(expectation.size()).isEqualTo(2);
    }

    private List<String> differences(JsonNode... held) {
        return expectation.differences(sObject -> List.of(held));
    }

    private static ObjectNode record(String email, String title) {
        return JsonNodeFactory.instance.objectNode().put("Email", email).put("Title", title);
    }
}
