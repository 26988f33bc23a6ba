package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import sluice.event.EventPath;
import sluice.event.JsText;

/**
 * Text with placeholders, {@code {{path}}} or the same in three braces; neither escapes anything. As in Segment, values
 * from three braces are put in first, and the outcome is then searched for two braces; values from two are not.
 */
final class TextTemplate {
    private record Piece(String before, EventPath path) {}

    private final List<Piece> pieces;
    private final String tail;
    private final boolean renderedTwice;
    private final String at;

    private TextTemplate(List<Piece> pieces, String tail, boolean renderedTwice, String at) {
        this.pieces = List.copyOf(pieces);
        this.tail = tail;
        this.renderedTwice = renderedTwice;
        this.at = at;
    }

    /** @param at the template's place in the mapping, for the fault of a result that is too long */
    static TextTemplate parse(String text, String at) {
        TextTemplate threeBraces = parse(text, 3, at);
        return threeBraces.pieces.isEmpty() ? parse(text, 2, at) : threeBraces;
    }

    String render(JsonNode scope) {
        BoundedText text = new BoundedText(at);
        for (Piece piece : pieces) {
            text.append(piece.before()).append(JsText.orEmpty(piece.path().read(scope)));
        }
        String rendered = text.append(tail).toString();
        return renderedTwice ? parse(rendered, 2, at).render(scope) : rendered;
    }

    private static TextTemplate parse(String text, int braces, String at) {
        List<Piece> pieces = new ArrayList<>();
        String opening = "{".repeat(braces);
        String closing = "}".repeat(braces);
        int done = 0;
        int open = text.indexOf(opening);
        while (open >= 0) {
            int start = open + braces;
            int end = text.indexOf('}', start);
            if (end < 0) {
                break;
            }
            int next = end + 1;
            if (end > start && text.startsWith(closing, end)) {
                EventPath path = EventPath.parsePlain(JsText.trim(text.substring(start, end)));
                pieces.add(new Piece(text.substring(done, open), path));
                done = end + braces;
                next = done;
            }
            open = text.indexOf(opening, next);
        }
        return new TextTemplate(pieces, text.substring(done), braces == 3, at);
    }
}
