package sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.event.DefinitionException;
import sluice.event.Fault;

class MappingCompilerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void namesEveryFaultOfAMappingAtOnce() {
        assertThat(
                        faultsOf(
                                """
                        {"email": {"@path": 5},
                         "name": {"@case": {"operator": "lower", "value": true}},
                         "list": [{"@nope": 1}],
                         "both": {"@path": "$.a", "other": 1},
                         "note": {"@liquid": "{% for a in b %}{% endfor %}"},
                         "a/b~": {"@liquid": "{{ userId | upcase"}}
                        """))
                .extracting(Fault::toString)
                .containsExactly(
                        "at /email/@path: expected text or directive, was number",
                        "at /name/@case/value: expected text or directive, was boolean",
                        "at /list/0: expected " + Directives.names() + ", was @nope",
                        "at /both: expected one @-member and nothing else, was 2 members",
                        "at /note/@liquid: expected a tag that Segment allows, was for",
                        "at /a~1b~0/@liquid: expected a Liquid template, was a fault in line 1, column 19");
    }

    @Test
    void saysWhatAnOperandLacks() {
        assertThat(
                        faultsOf(
                                """
                        {"a": {"@replace": {"pattern": "01234567890", "value": "x", "global": 1}},
                         "b": {"@json": {"mode": "pretty"}},
                         "c": {"@merge": {"objects": ["x"]}},
                         "d": {"@flatten": {"value": 1, "separator": ""}}}
                        """))
                .extracting(Fault::toString)
                .containsExactly(
                        "at /a/@replace/pattern: expected text of 1 to 10 characters, was 11 characters",
                        "at /a/@replace/global: expected boolean, was number",
                        "at /b/@json: expected member value, was none",
                        "at /b/@json/mode: expected encode or decode, was another text",
                        "at /c/@merge: expected member direction, was none",
                        "at /c/@merge/objects/0: expected object or directive, was text",
                        "at /d/@flatten: expected member separator, was an empty text");
    }

    @Test
    void refusesAMappingThatIsNoObject() {
        assertThat(faultsOf("[1]")).containsExactly(new Fault("", "object", "list"));
    }

    @Test
    void refusesADefinitionNestedTooDeep() {
        String deep = "{\"a\":".repeat(900) + "1" + "}".repeat(900);
        assertThat(faultsOf(deep)).extracting(Fault::expected).containsExactly("nesting of at most 100 levels");
    }

    @Test
    void refusesAWideListOfFaultsInOneGo() {
        ArrayNode paths = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 10_000; i++) {
            paths.addObject().put("@path", i);
        }
        assertThat(faultsOf("{\"a\": " + paths + "}")).hasSize(10_000);
    }

    private static List<Fault> faultsOf(String mapping) {
        try {
            return compileFaults(mapping);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<Fault> compileFaults(String mapping) throws JsonProcessingException {
        var json = JSON.readTree(mapping);
        return catchThrowableOfType(DefinitionException.class, () -> MappingCompiler.compile(json))
                .faults();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    null  | null | ''  | 0
                    0     | 0    | 0   | 0
                    "abc" | 3    | ''  | 0
                    [1,2] | 2    | ''  | 0
                    """)
    void readsWhatItCanOfAnythingInAList(String event, String length, String text, String size) throws Exception {
        var mapping = MappingCompiler.compile(
                JSON.readTree(
                        """
                {"a": {"@path": "$.length"}, "b": {"@template": "{{x}}"}, "c": {"@liquid": "{{ size }}"}}"""));

        JsonNode value = mapping.evaluateAny(JSON.readTree(event));

        assertThat(value.get("a")).hasToString(length);
        assertThat(value.get("b").textValue()).isEqualTo(text);
        assertThat(value.get("c").textValue()).isEqualTo(size);
    }
}
