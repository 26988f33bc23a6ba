package sluice.embeddedorg.soql;

/**
 * @param text a string's content with its escapes resolved, except those of LIKE; otherwise as written
 * @param position of its first character
 */
record Token(Kind kind, String text, int position) {
    enum Kind {
        WORD,
        STRING,
        SYMBOL,
        END
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** As messages show it. */
    String shown() {
        return kind == Kind.END ? "<EOF>" : text;
    }
}
