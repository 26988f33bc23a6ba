package sluice.trigger;

import sluice.event.DefinitionException;
import sluice.event.Fault;

/**
 * Cuts a trigger expression into its parts, one at a time: after {@link #advance()} the current part is described by
 * {@link #kind()}, {@link #text()} and {@link #start()}. Not thread-safe; lives as long as one parse.
 */
final class TriggerScanner {
    /** What a part of the expression is. */
    enum Kind {
        /** A name or bare text, without the backslashes that escaped its characters. */
        WORD,
        /** Text in double quotes, without them. */
        TEXT,
        NUMBER,
        /** One of {@code = != < <= > >=}. */
        COMPARISON,
        BANG,
        OPEN,
        CLOSE,
        COMMA,
        DOT,
        END
    }

    private static final char EOF = '\0';

    private final String source;
    private int position;
    private int start;
    private Kind kind = Kind.END;
    private boolean isEscaped;

    TriggerScanner(String source) {
        this.source = source;
    }

    Kind kind() {
        return kind;
    }

    /** The part as a value: without the quotes of a text, without the backslashes of a word. */
    String text() {
        if (kind == Kind.TEXT) {
            return source.substring(start + 1, position - 1);
        }
        String text = source.substring(start, position);
        return isEscaped ? unescape(text) : text;
    }

    int start() {
        return start;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && position - start == word.length() && source.startsWith(word, start);
    }

    /** What stands here, for a fault. */
    String found() {
        return kind == Kind.END ? "the end" : source.substring(start, position);
    }

    void advance() {
        while (isBlank(peek(0))) {
            position++;
        }
        start = position;
        isEscaped = false;
        if (position == source.length()) {
            take(Kind.END, 0);
            return;
        }
        char first = source.charAt(position);
        if (isLetter(first) || first == '_' || first == '\\') {
            readWord();
        } else if (isDigit(first) || first == '-' || first == '+') {
            readNumber();
        } else {
            readSign(first);
        }
    }

    private void readSign(char first) {
        switch (first) {
            case '"' -> readText();
            case '=' -> take(Kind.COMPARISON, 1);
            case '<', '>' -> readOrder();
            case '!' -> readBang();
            case '(' -> take(Kind.OPEN, 1);
            case ')' -> take(Kind.CLOSE, 1);
            case ',' -> take(Kind.COMMA, 1);
            case '.' -> take(Kind.DOT, 1);
            case '\'' -> throw fault(start, "text in double quotes", "a single quote");
            default -> throw fault(start, "a field, a value, and, or, a bracket", "the character " + named(start));
        }
    }

    private void take(Kind taken, int length) {
        kind = taken;
        position += length;
    }

    private void readOrder() {
        if (peek(1) != '=') {
            take(Kind.COMPARISON, 1);
        } else {
            takeSpaced();
        }
    }

    private void readBang() {
        if (peek(1) == '=') {
            takeSpaced();
        } else if (isLetter(peek(1)) || peek(1) == '(') {
            take(Kind.BANG, 1);
        } else {
            throw fault(start, "!=, !contains( or !match(", "! before " + named(start + 1));
        }
    }

    private void takeSpaced() {
        if (!isTerminator(position + 2)) {
            throw fault(position + 2, "a space after " + source.substring(position, position + 2), named(position + 2));
        }
        take(Kind.COMPARISON, 2);
    }

    private void readText() {
        int end = source.indexOf('"', position + 1);
        if (end < 0) {
            throw fault(start, "text that ends with a double quote", "text without an end");
        }
        kind = Kind.TEXT;
        position = end + 1;
    }

    private void readNumber() {
        position++;
        int points = 0;
        while (isDigit(peek(0)) || peek(0) == '.') {
            points += peek(0) == '.' ? 1 : 0;
            position++;
        }
        kind = Kind.NUMBER;
        if (points > 1 || !isDigit(source.charAt(position - 1))) {
            throw fault(start, "a number such as 42, -5 or 9.99", text());
        }
    }

    private void readWord() {
        while (isWordPart(peek(0)) || peek(0) == '\\') {
            if (peek(0) == '\\') {
                isEscaped = true;
                position++;
                if (position == source.length()) {
                    throw fault(position, "a character after the backslash", "the end");
                }
            }
            position++;
        }
        if (!isTerminator(position) && ".(=!".indexOf(peek(0)) < 0) {
            throw fault(position, "a space, or a backslash before a character of the name", named(position));
        }
        kind = Kind.WORD;
    }

    private static String unescape(String word) {
        StringBuilder plain = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) == '\\') {
                i++;
            }
            plain.append(word.charAt(i));
        }
        return plain.toString();
    }

    private char peek(int ahead) {
        int index = position + ahead;
        return index < source.length() ? source.charAt(index) : EOF;
    }

    private boolean isTerminator(int index) {
        if (index >= source.length()) {
            return true;
        }
        char c = source.charAt(index);
        return isBlank(c) || c == ',' || c == ')' || c == ']';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(char c) {
        return isLetter(c) || isDigit(c) || c == '_' || c == '-';
    }

    private String named(int index) {
        if (index >= source.length()) {
            return "the end";
        }
        int c = source.codePointAt(index);
        return c > ' ' && c < 127 ? Character.toString(c) : "U+%04X".formatted(c);
    }

    /** A fault at the current part. */
    Fault faultHere(String expected) {
        return new Fault(place(start), expected, found());
    }

    /** A fault at the given character. */
    Fault faultAt(int index, String expected, String found) {
        return new Fault(place(index), expected, found);
    }

    private DefinitionException fault(int index, String expected, String found) {
        return new DefinitionException(faultAt(index, expected, found));
    }

    /** {@code line:column} of the character, both counted from 1. */
    private String place(int index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < index; i++) {
            boolean isBreak = source.charAt(i) == '\n';
            line += isBreak ? 1 : 0;
            column = isBreak ? 1 : column + 1;
        }
        return line + ":" + column;
    }
}
