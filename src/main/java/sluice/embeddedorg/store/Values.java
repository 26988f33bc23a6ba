package sluice.embeddedorg.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import sluice.embeddedorg.schema.Field;

/** The values of fields: from text, and to JSON as Salesforce writes it. */
public final class Values {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd[XXX][XX][X]");
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter();
    private static final DateTimeFormatter WIRE_DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

    private Values() {}

    /** The text as this field's type holds it; empty if it is none of that type. Booleans are true or false. */
    public static Optional<Object> parse(Field field, String text) {
        try {
            return Optional.of(
                    switch (field.type()) {
                        case INT -> new BigDecimal(text.strip()).intValueExact();
                        case DOUBLE, CURRENCY, PERCENT -> decimal(field, new BigDecimal(text.strip()));
                        case BOOLEAN -> bool(text);
                        case DATE -> date(text);
                        case DATETIME -> dateTime(text);
                        default -> text;
                    });
        } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Rounded to the field's scale, half away from zero, as the org stores it. */
    public static Double decimal(Field field, BigDecimal number) {
        return number.setScale(field.scale(), RoundingMode.HALF_UP).doubleValue();
    }

    /** {@code 1940-06-07}, also with an offset, which is without meaning, or with a time, whose day in UTC counts. */
    public static LocalDate date(String text) {
        return text.indexOf('T') < 0
                ? LocalDate.from(DATE.parse(text))
                : LocalDate.ofInstant(dateTime(text), ZoneOffset.UTC);
    }

    /** {@code 2011-07-07T00:37:00.000+0000}; seconds, fraction and offset may lack, the offset then is UTC's. */
    public static Instant dateTime(String text) {
        TemporalAccessor parsed = DATE_TIME.parse(text);
        ZoneOffset offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(parsed) : ZoneOffset.UTC;
        return LocalDateTime.from(parsed).toInstant(offset);
    }

    /** {@code 2011-07-07T00:37:00.000+0000}. */
    public static String text(Instant instant) {
        return WIRE_DATE_TIME.format(instant);
    }

    /** As query results hold it. */
    public static JsonNode toJson(Object value) {
        if (value instanceof String text) {
            return TextNode.valueOf(text);
        }
        if (value instanceof Boolean bool) {
            return BooleanNode.valueOf(bool);
        }
        if (value instanceof Double number) {
            return DoubleNode.valueOf(number);
        }
        if (value instanceof Integer number) {
            return IntNode.valueOf(number);
        }
        if (value instanceof Instant instant) {
            return TextNode.valueOf(text(instant));
        }
        return value == null ? NullNode.getInstance() : TextNode.valueOf(value.toString());
    }

    private static Boolean bool(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw new NumberFormatException("expected true or false");
    }
}
