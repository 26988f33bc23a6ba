package sluice.embeddedorg.soql;

import sluice.embeddedorg.store.OrgException;

/** A query's text, and errors that point into it as Salesforce's do: the line, a caret, row and column. */
record Source(String text) {
    OrgException malformed(int position, String message) {
        return at(position, "MALFORMED_QUERY", message);
    }

    OrgException at(int position, String code, String message) {
        int lineStart = text.lastIndexOf('\n', Math.max(0, position - 1)) + 1;
        int lineEnd = text.indexOf('\n', position);
        String line = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
        int column = Math.max(0, position - lineStart);
        long row = text.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
        return OrgException.badRequest(
                code,
                "\n%s\n%s^\nERROR at Row:%d:Column:%d\n%s"
                        .formatted(line, " ".repeat(column), row, column + 1, message));
    }
}
