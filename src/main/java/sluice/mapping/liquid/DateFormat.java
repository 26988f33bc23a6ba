package sluice.mapping.liquid;

import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Writes a date by the signs of strftime, {@code %Y-%m-%d}, with the flags and widths that LiquidJS knows. */
record DateFormat(ZonedDateTime date, String zoneName, Budget budget) {
    private static final Pattern SIGN = Pattern.compile("%([-_0^#:]+)?(\\d+)?([EO])?(.)");
    private static final int MAX_WIDTH = 1_000_000;
    private static final Map<String, Integer> WIDTHS = Map.ofEntries(
            Map.entry("d", 2),
            Map.entry("e", 2),
            Map.entry("H", 2),
            Map.entry("I", 2),
            Map.entry("j", 3),
            Map.entry("k", 2),
            Map.entry("l", 2),
            Map.entry("L", 3),
            Map.entry("m", 2),
            Map.entry("M", 2),
            Map.entry("S", 2),
            Map.entry("U", 2),
            Map.entry("W", 2));
    private static final String PADDED_BY_SPACE = "aAbBceklpP";

    String format(String format) {
        return SIGN.matcher(format).replaceAll(match -> java.util.regex.Matcher.quoteReplacement(convert(match)));
    }

    private String convert(MatchResult match) {
        String flags = match.group(1) == null ? "" : match.group(1);
        int width = width(match.group(2));
        String sign = match.group(4);
        String text = field(sign, flags, width);
        if (text == null) {
            return match.group();
        }
        String cased =
                flags.contains("^") ? text.toUpperCase(Locale.ROOT) : flags.contains("#") ? swapCase(text) : text;
        String pad = PADDED_BY_SPACE.contains(sign) ? " " : "0";
        pad = flags.contains("_") ? " " : flags.contains("0") ? "0" : pad;
        int length = flags.contains("-") ? 0 : width > 0 ? width : WIDTHS.getOrDefault(sign, 0);
        return pad.repeat(Math.max(0, length - cased.length())) + cased;
    }

    private int width(String digits) {
        int width = digits == null ? 0 : (int) Math.min(MAX_WIDTH, Double.parseDouble(digits));
        budget.use(width);
        return width;
    }

    private static String swapCase(String text) {
        boolean lower = text.chars().anyMatch(c -> c >= 'a' && c <= 'z');
        return lower ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
    }

    /** The text of a sign, or null when there is no such sign. */
    private String field(String sign, String flags, int width) {
        return switch (sign) {
            case "a" -> date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "A" -> date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "b", "h" -> date.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "B" -> date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "c" -> localDate() + ", " + localTime();
            case "C" -> year().substring(0, Math.min(2, year().length()));
            case "N" -> fraction(width == 0 ? 9 : width);
            case "p" -> date.getHour() < 12 ? "AM" : "PM";
            case "P" -> date.getHour() < 12 ? "am" : "pm";
            case "q" -> ordinal();
            case "x" -> localDate();
            case "X" -> localTime();
            case "y" -> year().substring(Math.min(2, year().length()));
            case "Y" -> year();
            case "z" -> offset(flags.contains(":") ? ":" : "");
            case "Z" -> zoneName.isEmpty() ? offset("") : zoneName;
            case "t" -> "\t";
            case "n" -> "\n";
            case "%" -> "%";
            default -> numberField(sign);
        };
    }

    private String numberField(String sign) {
        Long number =
                switch (sign) {
                    case "d", "e" -> (long) date.getDayOfMonth();
                    case "H", "k" -> (long) date.getHour();
                    case "I", "l" -> (long) date.get(ChronoField.CLOCK_HOUR_OF_AMPM);
                    case "j" -> (long) date.getDayOfYear();
                    case "L" -> (long) date.get(ChronoField.MILLI_OF_SECOND);
                    case "m" -> (long) date.getMonthValue();
                    case "M" -> (long) date.getMinute();
                    case "s" ->
                        Math.round(date.toLocalDateTime()
                                        .toInstant(java.time.ZoneOffset.UTC)
                                        .toEpochMilli()
                                / 1000.0);
                    case "S" -> (long) date.getSecond();
                    case "u" -> (long) date.getDayOfWeek().getValue();
                    case "U" -> week(0);
                    case "w" -> (long) weekday(date);
                    case "W" -> week(1);
                    default -> null;
                };
        return number == null ? null : number.toString();
    }

    private String year() {
        return Integer.toString(date.getYear());
    }

    private String localDate() {
        return date.getMonthValue() + "/" + date.getDayOfMonth() + "/" + year();
    }

    private String localTime() {
        return "%d:%02d:%02d %s"
                .formatted(
                        date.get(ChronoField.CLOCK_HOUR_OF_AMPM),
                        date.getMinute(),
                        date.getSecond(),
                        date.getHour() < 12 ? "AM" : "PM");
    }

    /** The milliseconds without leading zeros, zeros behind them: LiquidJS's rule. */
    private String fraction(int width) {
        String millis = Integer.toString(date.get(ChronoField.MILLI_OF_SECOND));
        return millis.substring(0, Math.min(width, millis.length())) + "0".repeat(Math.max(0, width - millis.length()));
    }

    private String ordinal() {
        int day = date.getDayOfMonth();
        return day >= 11 && day <= 13
                ? "th"
                : switch (day % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }

    private String offset(String colon) {
        int minutes = date.getOffset().getTotalSeconds() / 60;
        int absolute = Math.abs(minutes);
        return "%s%02d%s%02d".formatted(minutes < 0 ? "-" : "+", absolute / 60, colon, absolute % 60);
    }

    private long week(int startDay) {
        int now = date.getDayOfYear() + startDay - weekday(date);
        int then = 7 - weekday(date.withDayOfYear(1)) + startDay;
        return Math.floorDiv(now - then, 7) + 1L;
    }

    /** Sunday is 0. */
    private static int weekday(ZonedDateTime date) {
        return date.getDayOfWeek().getValue() % 7;
    }
}
