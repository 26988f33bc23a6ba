package sluice.mapping.liquid;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the dates that a JavaScript engine reads, in their usual forms. Stateless. */
final class DateText {
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final double MAX_SECONDS = 8.64e12;
    private static final int MAX_LENGTH = 64;
    private static final String TIME = "[ H:mm[:ss[.SSS]]][ h:mm[:ss] a]";
    private static final String ZONE = "[ ]['GMT']['UTC'][XXX][XX][X]";
    private static final List<DateTimeFormatter> FORMATS = Stream.of(
                    "uuuu-M-d['T'H:mm[:ss]]" + TIME,
                    "uuuu[-MM]",
                    "uuuu/M/d" + TIME,
                    "M/d/uuuu" + TIME,
                    "M-d-uuuu" + TIME,
                    "[EEE, ][EEEE, ][EEE ][EEEE ]d MMM uuuu" + TIME,
                    "[EEE, ][EEEE, ][EEE ][EEEE ]d MMMM uuuu" + TIME,
                    "[EEE, ][EEEE, ][EEE ][EEEE ]MMM d[,] uuuu" + TIME,
                    "[EEE, ][EEEE, ][EEE ][EEEE ]MMMM d[,] uuuu" + TIME)
            .map(DateText::formatter)
            .toList();

    private DateText() {}

    private static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern + ZONE)
                .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
                .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                .toFormatter(Locale.ENGLISH);
    }

    static Optional<Instant> parse(String text, Clock clock) {
        if (text.equals("now") || text.equals("today")) {
            return Optional.of(clock.instant());
        }
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (DIGITS.matcher(text).matches()) {
            return ofSeconds(Double.parseDouble(text));
        }
        return Stream.concat(Stream.of(DateTimeFormatter.ISO_DATE_TIME), FORMATS.stream())
                .flatMap(format -> parse(format, text.strip()).stream())
                .findFirst();
    }

    /** Nothing beyond the days that JavaScript counts. */
    static Optional<Instant> ofSeconds(double seconds) {
        return Math.abs(seconds) <= MAX_SECONDS
                ? Optional.of(Instant.ofEpochMilli((long) (seconds * 1000)))
                : Optional.empty();
    }

    private static Optional<Instant> parse(DateTimeFormatter format, String text) {
        try {
            TemporalAccessor parsed =
                    format.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return Optional.of(instant(parsed));
        } catch (java.time.DateTimeException otherForm) {
            return Optional.empty();
        }
    }

    private static Instant instant(TemporalAccessor parsed) {
        if (parsed instanceof OffsetDateTime date) {
            return date.toInstant();
        }
        LocalDateTime local = parsed instanceof LocalDateTime time ? time : ((LocalDate) parsed).atStartOfDay();
        return local.toInstant(ZoneOffset.UTC);
    }
}
