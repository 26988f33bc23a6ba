package sluice.trigger;

import java.util.List;
import java.util.stream.Stream;

/**
 * A condition as the ways in which it can be met.
 *
 * @param ways each a list of tests that all must hold
 */
record Alternatives(List<List<Condition.FieldTest>> ways) {
    /** With more ways than these, we do not look closer: nothing is asked. */
    private static final int MOST_WAYS = 256;

    private static final Alternatives ANYTHING = new Alternatives(List.of(List.of()));

    static Alternatives of(Condition condition) {
        if (condition instanceof Condition.FieldTest test) {
            return new Alternatives(List.of(List.of(test)));
        }
        if (condition instanceof Condition.AnyOf any) {
            return bounded(any.conditions().stream().flatMap(each -> of(each).ways().stream()));
        }
        Alternatives all = ANYTHING;
        for (Condition each : ((Condition.AllOf) condition).conditions()) {
            all = all.and(of(each));
        }
        return all;
    }

    boolean overlap(Alternatives other) {
        return ways.stream().anyMatch(way -> other.ways.stream().anyMatch(its -> !isExcluded(way, its)));
    }

    private Alternatives and(Alternatives other) {
        return bounded(ways.stream().flatMap(way -> other.ways.stream()
                .map(its -> Stream.concat(way.stream(), its.stream()).toList())));
    }

    private static Alternatives bounded(Stream<List<Condition.FieldTest>> ways) {
        List<List<Condition.FieldTest>> some = ways.limit(MOST_WAYS + 1L).toList();
        return some.size() > MOST_WAYS ? ANYTHING : new Alternatives(some);
    }

    private static boolean isExcluded(List<Condition.FieldTest> way, List<Condition.FieldTest> other) {
        return way.stream().anyMatch(test -> other.stream().anyMatch(its -> isExcluded(test, its)));
    }

    private static boolean isExcluded(Condition.FieldTest test, Condition.FieldTest other) {
        boolean isSameField = test.field().equals(other.field());
        return isSameField
                && (test.check().excludes(other.check()) || other.check().excludes(test.check()));
    }
}
