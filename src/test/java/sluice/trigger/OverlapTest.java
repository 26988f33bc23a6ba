package sluice.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlapTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "type = \"track\" | type = \"track\" | true",
                "type = \"track\" | type = \"identify\" | false",
                "type = \"track\" | type != \"track\" | false",
                "type != \"track\" | type != \"identify\" | true",
                "type = \"track\" and event = \"A\" | type = \"track\" and event = \"B\" | false",
                "type = \"track\" and event = \"A\" | type = \"track\" | true",
                "type = \"track\" or type = \"page\" | type = \"page\" or type = \"identify\" | true",
                "type = \"track\" or type = \"page\" | type = \"group\" or type = \"identify\" | false",
                "type = \"track\" and contains(event, \"Or\") | type = \"track\" and event = \"Order\" | true",
                "type = \"track\" and contains(event, \"Or\") | type = \"track\" and event = \"Visit\" | false",
                "userId = null | userId = \"u\" | false",
                "userId = null | userId != null | false",
                "traits.plan = \"a\" | traits.plan = \"b\" | true"
            })
    void isRuledOutOnlyByDifferentValuesOfAField(String trigger, String other, boolean mayMatch) {
        Trigger one = TriggerParser.parse(trigger);
        Trigger two = TriggerParser.parse(other);

        assertThat(one.mayMatchWith(two)).isEqualTo(mayMatch);
        assertThat(two.mayMatchWith(one)).isEqualTo(mayMatch);
    }
}
