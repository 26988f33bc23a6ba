package sluice.event;

import java.util.Objects;

/**
 * One thing wrong with a definition, or with a value that a definition meets.
 *
 * <p>As JSON: {@code {"at": "/mapping/email/@path", "expected": "text", "found": "number"}}.
 *
 * @param at where: a JSON pointer into the definition, or {@code line:column} of a text, or empty for the whole
 * @param expected what may stand there
 * @param found what stands there; never the value itself where it may be personal data
 */
public record Fault(String at, String expected, String found) {
    public Fault {
        Objects.requireNonNull(at);
        Objects.requireNonNull(expected);
        Objects.requireNonNull(found);
    }

    /** The same fault seen from outside: {@code prefix} stands in front of where it was. */
    public Fault under(String prefix) {
        return new Fault(prefix + at, expected, found);
    }

    @Override
    public String toString() {
        return "at %s: expected %s, was %s".formatted(at.isEmpty() ? "the top" : at, expected, found);
    }
}
