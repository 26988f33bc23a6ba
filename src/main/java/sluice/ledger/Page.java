package sluice.ledger;

import java.util.List;

/**
 * A part of a list.
 *
 * @param total how many match in all; counted to {@value #MAX_COUNTED} at most, unless only states are asked for
 */
public record Page<T>(long total, List<T> items) {
    static final int MAX_COUNTED = 100_000;

    public Page {
        items = List.copyOf(items);
    }
}
