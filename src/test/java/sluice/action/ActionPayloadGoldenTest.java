package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.event.DefinitionException;
import sluice.event.JsonText;
import sluice.golden.Differences;
import sluice.golden.GoldenCase;
import sluice.golden.GoldenResult;
import sluice.salesforce.RecordWrite;

/** What Segment's actions send for one event: object and body of the write, or that nothing is sent at all. */
class ActionPayloadGoldenTest {
    private static final Differences DIFFERENCES = Differences.in("payload");
    private static final Set<String> BEFORE_THE_PAYLOAD = Set.of("instanceUrl", "password");
    private static final MappingFileParser PARSER = new MappingFileParser(ActionCatalog.load());

    static Stream<GoldenCase> cases() {
        return GoldenCase.of("destination").stream()
                .filter(golden -> golden.entry().equals("executeAction"))
                .filter(golden -> !BEFORE_THE_PAYLOAD.contains(golden.feature()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void makesTheRecordThatSegmentSendsOrDiffersAsListed(GoldenCase golden) {
        String expected = expected(golden.line());

        String actual = actual(golden, expected);

        DIFFERENCES.check(golden, new GoldenResult(List.of(expected)), new GoldenResult(List.of(actual)));
    }

    /** {@code Lead{"LastName":…}}, {@code query Lead}, {@code nothing} or {@code refused}. */
    private static String expected(JsonNode golden) {
        JsonNode requests = golden.at("/expect/requests");
        if (requests.isEmpty()) {
            return golden.at("/expect/outcome/ok").booleanValue() ? "nothing" : "refused";
        }
        JsonNode last = requests.get(requests.size() - 1);
        if (last.get("method").textValue().equals("GET")) {
            return "query " + last.at("/query/q").textValue().replaceAll("SELECT Id FROM (.*) WHERE .*", "$1");
        }
        String path = last.get("path").textValue().replaceFirst(".*/sobjects/", "");
        String sObject = last.get("method").textValue().equals("POST") ? path : path.replaceFirst("/.*", "");
        return sObject + (last.has("json") ? JsonText.of(last.get("json")) : "{}");
    }

    private static String actual(GoldenCase golden, String expected) {
        try {
            RecordWrite write = PARSER.parse(golden.definition(), "golden").write(golden.event());
            return expected.startsWith("query ")
                    ? "query " + write.sObject()
                    : write.sObject() + JsonText.of(write.fields());
        } catch (DefinitionException | RefusedException e) {
            return "refused";
        }
    }
}
