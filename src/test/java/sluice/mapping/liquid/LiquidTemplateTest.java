package sluice.mapping.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What LiquidJS 10.27.2 gives for the same templates, where Liqp's grammar had to be helped. */
class LiquidTemplateTest {
    private static final String EVENT =
            """
            {"t": true, "f": false, "s": "Hello foo", "n": 3.7, "tags": ["a", "b"],
             "o": {"x-y": "dash", "ключ": "cyr", "size": "own"}, "date": "2024-02-29T23:59:59.007Z"}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "{% unless t %}a{% elsif f %}b{% else %}c{% endunless %} → c",
                "{% if not f and t %}a{% endif %} → a",
                "{% if not s contains 'foo' %}a{% else %}b{% endif %} → b",
                "{{ (1..n) | join: '-' }} → 1-2-3-4",
                "{{ o.x-y }} {{ o.ключ }} {{ o.size }} {{ tags.size }} → dash cyr own 2",
                "a {{-s-}} b → aHello foob",
                "{{ 'it\\'s' }} {{ \"a\\u0041\" }} → it's aA",
                "{% liquid ⏎ assign y = 3 ⏎ if t ⏎ echo y | plus: 1 ⏎ endif ⏎ %} → 4",
                "{% echo %}{% # nothing %}{% cycle 'a', 'b' %}{% break %}gone → a",
                "{{ tags[-1] }}{{ s[1] }}{{ n == 3.7 }} → betrue",
                "{{ -2.5 | round }} {{ 7 | modulo: -3 }} {{ tags | json: 1 | size }} → -3 -2 14",
                "{{ date | date: '%e %b %y %H:%M:%S.%L %j %Z' }} → 29 Feb 24 23:59:59.007 060 UTC",
                "{{ 'March 14, 2016' | date: '%F %Y-%m-%d' }} → %F 2016-03-14",
                "{{ date | date: '%H:%M %z', 'Asia/Tokyo' }} → 08:59 +0900",
                "{{ 'abc'.size }} {{ \"abc\"[1] }} {{ tags[0].0 }} → 3 b a",
                "{{ s | upcase: | append: '!', }} → HELLO FOO!",
                "{% comment %}{% comment %}{% if %}{% endcomment %}x → x",
                "{% raw -%} {{ s }}{% endraw %} → ` {{ s }}`",
                "{{ tags | slice: 0, 'x' | size }} {{ s | slice: 2, 'x' | size }} → 0 0",
                "{{ s | slugify: 'raw', 0 }} {{ s | slugify: 'raw', 1 }} → hello-foo Hello-foo",
                "{{ tags | where: 'x', nil | size }} {{ tags | where: 'x', o.none | size }} → 2 0",
                "{{ t | date: '%s' }} {{ f | date_to_string }} → 0 01 Jan 1970",
                "{% cycle 'a', 'b' %}{% cycle 'x', 'y' %}{% cycle 'x', 'y', 'z' %}{% cycle s: 'a', 'b' %} → ayxa",
                "{{ size }}{% assign size = 5 %}{{ size }} → 05"
            })
    void rendersAsLiquidJs(String template, String expected) throws JsonProcessingException {
        assertThat(LiquidTemplate.parse(template.replace('⏎', '\n')).render(new ObjectMapper().readTree(EVENT)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ }}",
                "{{ $.s }}",
                "{% if t %}",
                "{% endif %}",
                "{% nosuchtag %}",
                "{% for a in b %}{% endfor %}",
                "{% if (t or f) and t %}{% endif %}",
                "{% if s <> t %}{% endif %}",
                "{% comment %}{% comment %}{% endcomment %}{% endcomment %}",
                "{% comment %}"
            })
    void refusesWhatIsNoTemplateOfSegment(String template) {
        assertThatThrownBy(() -> LiquidTemplate.parse(template)).isInstanceOf(LiquidException.class);
    }
}
