package sluice.ledger;

import java.util.Set;

/**
 * Which groups to list, newest first. Start from {@link #all()}.
 *
 * @param states any of these; empty: all
 * @param mapping its name; empty: any
 * @param jobId at Salesforce; empty: any
 * @param offset rows left out, from 0
 * @param limit rows given, 1 to {@value #MAX_LIMIT}
 */
public record JobFilter(Set<GroupState> states, String mapping, String jobId, long offset, int limit) {
    public static final int MAX_LIMIT = 1_000;

    public JobFilter {
        states = Set.copyOf(states);
        if (offset < 0) {
            throw new IllegalArgumentException("offset: expected 0 or more, was " + offset);
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: expected 1 to %d, was %d".formatted(MAX_LIMIT, limit));
        }
    }

    /** The newest hundred of all. */
    public static JobFilter all() {
        return new JobFilter(Set.of(), "", "", 0, 100);
    }

    public JobFilter state(GroupState... any) {
        return new JobFilter(Set.of(any), mapping, jobId, offset, limit);
    }

    public JobFilter mapping(String name) {
        return new JobFilter(states, name, jobId, offset, limit);
    }

    public JobFilter job(String id) {
        return new JobFilter(states, mapping, id, offset, limit);
    }

    public JobFilter page(long firstRow, int rows) {
        return new JobFilter(states, mapping, jobId, firstRow, rows);
    }
}
