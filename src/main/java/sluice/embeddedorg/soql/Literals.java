package sluice.embeddedorg.soql;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.FieldType;
import sluice.embeddedorg.schema.RecordId;
import sluice.embeddedorg.store.OrgException;
import sluice.embeddedorg.store.Values;

/** Literals of a query in the type of the field that they are compared with. */
final class Literals {
    /** Stands for null in sets and comparisons. */
    static final Object NULL = new Object();

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private final Source source;
    private final Clock clock;

    Literals(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** A record's value as it is compared: text folded, numbers as doubles. */
    static Object comparable(Field field, Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof String text) {
            return field.type().isRecordId() ? text : field.fold(text);
        }
        return value instanceof Integer number ? (Object) number.doubleValue() : value;
    }

    /** Ready to be compared with {@link #comparable}. */
    Object of(Field field, Token token) {
        if (token.isWord("null")) {
            return NULL;
        }
        FieldType type = field.type();
        if (type.isText() || type.isRecordId()) {
            return text(field, token);
        }
        if (token.kind() != Token.Kind.WORD) {
            throw wrongType(field, token);
        }
        try {
            return switch (type) {
                case BOOLEAN -> bool(field, token);
                case DATE -> date(token.text());
                case DATETIME -> dateTime(token.text());
                default -> number(field, token);
            };
        } catch (DateTimeException e) {
            throw wrongType(field, token);
        }
    }

    private Object text(Field field, Token token) {
        if (token.kind() != Token.Kind.STRING) {
            throw wrongType(field, token);
        }
        String text = Like.plain(token.text());
        if (text.isEmpty()) {
            return NULL;
        }
        if (field.type().isText()) {
            return field.fold(text);
        }
        return RecordId.parse(text)
                .orElseThrow(() ->
                        source.at(token.position(), "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: " + text));
    }

    private Object bool(Field field, Token token) {
        if (token.isWord("true") || token.isWord("false")) {
            return token.isWord("true");
        }
        throw wrongType(field, token);
    }

    private Object number(Field field, Token token) {
        if (!NUMBER.matcher(token.text()).matches()) {
            throw wrongType(field, token);
        }
        return new BigDecimal(token.text()).doubleValue();
    }

    private LocalDate date(String text) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "TODAY" -> today;
            case "YESTERDAY" -> today.minusDays(1);
            case "TOMORROW" -> today.plusDays(1);
            default -> LocalDate.parse(text);
        };
    }

    private Instant dateTime(String text) {
        if (text.indexOf('T') < 0 || Character.isLetter(text.charAt(0))) {
            return date(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return Values.dateTime(text);
    }

    private OrgException wrongType(Field field, Token token) {
        boolean quoted = field.type().isText() || field.type().isRecordId();
        String typeName = field.type().isText() ? "string" : field.type().wireName();
        return source.at(
                token.position(),
                "INVALID_FIELD",
                "value of filter criterion for field '%s' must be of type %s and should %sbe enclosed in quotes"
                        .formatted(field.name(), typeName, quoted ? "" : "not "));
    }
}
