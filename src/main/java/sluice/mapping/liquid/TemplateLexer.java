package sluice.mapping.liquid;

import java.util.Set;
import java.util.regex.Pattern;
import liqp.org.antlr.v4.runtime.CharStream;
import liqp.org.antlr.v4.runtime.CharStreams;
import liqp.org.antlr.v4.runtime.misc.Interval;
import liquid.parser.v4.LiquidLexer;

/** Liqp's lexer, which reads ASCII, led to take letters of all scripts as letters and escaped quotes as no quotes. */
final class TemplateLexer extends LiquidLexer {
    /** Liqp would take the dash of {@code {{ name-}}} for a part of the name. */
    private static final Pattern DASH_AFTER_NAME = Pattern.compile("(\\{[{%][^{}]*\\w)(-[%}]\\})");

    /** Liqp knows no dash there; LiquidJS takes nothing away for it. */
    private static final Pattern DASH_AFTER_RAW = Pattern.compile("(\\{%-?\\s*raw\\s*)-%\\}");

    private static final int LETTER = '_';

    TemplateLexer(String text, Set<String> blocks, Set<String> tags) {
        super(new View(adapted(text)), true, false, false, blocks, tags);
    }

    private static String adapted(String text) {
        String adapted = DASH_AFTER_NAME.matcher(text).replaceAll("$1 $2");
        return DASH_AFTER_RAW.matcher(adapted).replaceAll("$1%}");
    }

    /** Liqp counts the bytes of a name to find its parts, so that each character must look like one byte. */
    @Override
    public String getText() {
        StringBuilder ascii = new StringBuilder();
        super.getText().codePoints().forEach(c -> ascii.append((char) (c < 128 ? c : LETTER)));
        return ascii.toString();
    }

    /** The text as the lexer is to see it; asked for text, it gives the true one. */
    private static final class View implements CharStream {
        private final CharStream text;
        private final int[] seen;

        View(String text) {
            this.text = CharStreams.fromString(text);
            this.seen = text.codePoints().map(c -> c < 128 ? c : LETTER).toArray();
            hideEscapedQuotes();
        }

        private void hideEscapedQuotes() {
            boolean escaped = false;
            for (int i = 0; i < seen.length; i++) {
                if (escaped && (seen[i] == '"' || seen[i] == '\'')) {
                    seen[i] = LETTER;
                }
                escaped = !escaped && seen[i] == '\\';
            }
        }

        @Override
        public int LA(int offset) {
            int c = text.LA(offset);
            return c < 0 || offset == 0 ? c : seen[text.index() + (offset > 0 ? offset - 1 : offset)];
        }

        @Override
        public String getText(Interval interval) {
            return text.getText(interval);
        }

        @Override
        public void consume() {
            text.consume();
        }

        @Override
        public int mark() {
            return text.mark();
        }

        @Override
        public void release(int marker) {
            text.release(marker);
        }

        @Override
        public int index() {
            return text.index();
        }

        @Override
        public void seek(int index) {
            text.seek(index);
        }

        @Override
        public int size() {
            return text.size();
        }

        @Override
        public String getSourceName() {
            return text.getSourceName();
        }
    }
}
