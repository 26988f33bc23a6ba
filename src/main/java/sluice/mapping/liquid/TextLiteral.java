package sluice.mapping.liquid;

/** The text between the quotes of a literal, its escapes resolved as in JavaScript. Stateless. */
final class TextLiteral {
    private static final String SIGNS = "bfnrtv";
    private static final String MEANINGS = "\b\f\n\r\t\u000B";

    private TextLiteral() {}

    static String valueOf(String quoted) {
        String text = quoted.substring(1, quoted.length() - 1);
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            i = c == '\\' && i + 1 < text.length() ? appendEscaped(value, text, i + 1) : append(value, c, i);
        }
        return value.toString();
    }

    /** Gives the index of the last character that belongs to the escape whose sign stands at i. */
    private static int appendEscaped(StringBuilder value, String text, int i) {
        char sign = text.charAt(i);
        int meaning = SIGNS.indexOf(sign);
        if (meaning >= 0) {
            return append(value, MEANINGS.charAt(meaning), i);
        }
        if (sign == 'u') {
            return appendCode(value, text, i + 1, 16, 4);
        }
        return Character.digit(sign, 8) < 0 ? append(value, sign, i) : appendCode(value, text, i, 8, 3);
    }

    private static int appendCode(StringBuilder value, String text, int start, int radix, int maxDigits) {
        int code = 0;
        int end = start;
        while (end < text.length() && end < start + maxDigits && Character.digit(text.charAt(end), radix) >= 0) {
            code = code * radix + Character.digit(text.charAt(end), radix);
            end++;
        }
        return append(value, (char) code, end - 1);
    }

    private static int append(StringBuilder value, char c, int i) {
        value.append(c);
        return i;
    }
}
