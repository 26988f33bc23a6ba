package sluice.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.event.DefinitionException;
import sluice.golden.Differences;
import sluice.golden.GoldenCase;
import sluice.golden.GoldenResult;

/** What Segment says of 373 expressions and events, and where we differ on purpose. */
class FqlGoldenTest {
    private static final Differences DIFFERENCES = Differences.in("fql");

    static List<GoldenCase> cases() {
        return GoldenCase.of("fql");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersLikeSegmentOrAsTheDifferencesSay(GoldenCase golden) {
        String fql = golden.line().get("fql").textValue();
        String expected = golden.line().has("error")
                ? "refused"
                : golden.line().get("expect").asText();

        String actual = answer(fql, golden.event());

        DIFFERENCES.check(golden, new GoldenResult(List.of(expected)), new GoldenResult(List.of(actual)));
    }

    /** An event that is null is refused by whoever takes it in. */
    private static String answer(String text, JsonNode event) {
        try {
            Trigger trigger = TriggerParser.parse(text);
            return event.isNull() ? "refused" : Boolean.toString(trigger.matches(event));
        } catch (DefinitionException e) {
            return "refused";
        }
    }
}
