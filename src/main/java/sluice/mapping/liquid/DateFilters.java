package sluice.mapping.liquid;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/** Filters of dates: ISO and common English texts, or seconds since 1970. Without a zone of its own a date is UTC. */
final class DateFilters {
    private static final String DEFAULT_FORMAT = "%A, %B %-e, %Y at %-l:%M %P %z";
    private static final Clock CLOCK = Clock.systemUTC();

    static final Map<String, Filter> BY_NAME = Map.ofEntries(
            entry("date", DateFilters::date),
            entry("date_to_xmlschema", (value, arguments) -> format(value, "%Y-%m-%dT%H:%M:%S%:z", arguments)),
            entry("date_to_rfc822", (value, arguments) -> format(value, "%a, %d %b %Y %H:%M:%S %z", arguments)),
            entry("date_to_string", (value, arguments) -> format(value, day("%b", arguments), arguments)),
            entry("date_to_long_string", (value, arguments) -> format(value, day("%B", arguments), arguments)));

    private DateFilters() {}

    private static JsonNode date(JsonNode value, Arguments arguments) {
        String format = Values.isNil(arguments.get(0)) ? DEFAULT_FORMAT : arguments.text(0);
        JsonNode zone = arguments.get(1);
        return instant(value)
                .<JsonNode>map(instant -> text(instant.atZone(zone(zone)), format, zoneName(zone), arguments))
                .orElse(value);
    }

    private static JsonNode format(JsonNode value, String format, Arguments arguments) {
        return instant(value)
                .<JsonNode>map(instant -> text(instant.atZone(ZoneOffset.UTC), format, "UTC", arguments))
                .orElse(value);
    }

    private static TextNode text(ZonedDateTime date, String format, String zoneName, Arguments arguments) {
        return TextNode.valueOf(new DateFormat(date, zoneName, arguments.budget()).format(format));
    }

    private static String day(String month, Arguments arguments) {
        if (!arguments.text(0).equals("ordinal")) {
            return "%d " + month + " %Y";
        }
        return arguments.text(1).equals("US") ? month + " %-d%q, %Y" : "%-d%q " + month + " %Y";
    }

    private static Optional<Instant> instant(JsonNode value) {
        try {
            if (value.isNumber()) {
                return DateText.ofSeconds(value.doubleValue());
            }
            if (value.isBoolean()) {
                return Optional.of(Instant.ofEpochMilli(value.booleanValue() ? 1 : 0));
            }
            return value.isTextual() ? DateText.parse(value.textValue(), CLOCK) : Optional.empty();
        } catch (DateTimeException | ArithmeticException outOfRange) {
            return Optional.empty();
        }
    }

    /** A name, or minutes that the zone is behind UTC as JavaScript counts them. */
    private static ZoneId zone(JsonNode zone) {
        try {
            if (zone.isNumber()) {
                return ZoneOffset.ofTotalSeconds((int) (zone.doubleValue() * -60));
            }
            return zone.isTextual() ? ZoneId.of(zone.textValue()) : ZoneOffset.UTC;
        } catch (DateTimeException unknown) {
            throw new LiquidException("a time zone", "another text");
        }
    }

    private static String zoneName(JsonNode zone) {
        return zone.isMissingNode() ? "UTC" : zone.isTextual() ? zone.textValue() : "";
    }
}
