package sluice.action;

import java.util.Objects;
import sluice.event.Fault;

/**
 * Something wrong with a mapping file: {@code leads.yaml:12 at /mapping/traits/Email/@path: expected text, was number}.
 *
 * @param file the file's name in its folder; the folder itself where that cannot be read
 * @param line from 1
 * @param fault what it is, at the JSON pointer of its place
 */
public record MappingProblem(String file, int line, Fault fault) {
    public MappingProblem {
        Objects.requireNonNull(file);
        Objects.requireNonNull(fault);
    }

    @Override
    public String toString() {
        return "%s:%d %s".formatted(file, line, fault);
    }
}
