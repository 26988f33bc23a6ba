package sluice.action;

import java.util.Objects;

/**
 * Two mappings that are in order each, and may do together what nobody wants: {@code mappings leads and visitors: …}.
 *
 * @param first of the two mappings, by name
 * @param second the other one
 * @param text what may happen
 */
public record MappingWarning(String first, String second, String text) {
    public MappingWarning {
        Objects.requireNonNull(first);
        Objects.requireNonNull(second);
        Objects.requireNonNull(text);
    }

    @Override
    public String toString() {
        return "mappings %s and %s: %s".formatted(first, second, text);
    }
}
