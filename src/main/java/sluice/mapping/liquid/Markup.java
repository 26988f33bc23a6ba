package sluice.mapping.liquid;

import java.util.ArrayList;
import java.util.List;

/** Text without its markup. Stateless. */
final class Markup {
    private record Kind(String opener, String closer) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("<script", "</script>"),
            new Kind("<style", "</style>"),
            new Kind("<!--", "-->"),
            new Kind("<", ">"));

    private Markup() {}

    /** Takes away scripts, styles, comments and tags. A kind that is not closed once is plain text from there on. */
    static String strip(String text) {
        List<Kind> kinds = new ArrayList<>(KINDS);
        StringBuilder kept = new StringBuilder();
        int done = 0;
        for (int open = text.indexOf('<'); open >= 0; open = text.indexOf('<', done)) {
            kept.append(text, done, open);
            done = endOf(text, open, kinds);
            if (done <= open) {
                return kept.append(text, open, text.length()).toString();
            }
        }
        return kept.append(text, done, text.length()).toString();
    }

    private static int endOf(String text, int open, List<Kind> kinds) {
        for (Kind kind : List.copyOf(kinds)) {
            if (text.startsWith(kind.opener(), open)) {
                int close = text.indexOf(kind.closer(), open + kind.opener().length());
                if (close >= 0) {
                    return close + kind.closer().length();
                }
                kinds.remove(kind);
            }
        }
        return open;
    }
}
