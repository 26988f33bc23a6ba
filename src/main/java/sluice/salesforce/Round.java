package sluice.salesforce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The writes of a batch that can go before anything is looked up again. The others wait: those that an earlier write may
 * touch by its values, those that may so touch an earlier one, which may have to be looked up again, and those about a
 * record of either.
 *
 * <p>Those that wait are looked up all the same where later ones may overtake them, since nobody may write their record
 * meanwhile. Takes time in proportion to the number of writes, squared where many have a value in common. Not
 * thread-safe.
 */
final class Round {
    static final Round NONE = new Round(List.of(), Set.of());

    private final List<BatchItem> items;
    private final Set<BatchItem> waiting;

    private Round(List<BatchItem> items, Set<BatchItem> waiting) {
        this.items = items;
        this.waiting = waiting;
    }

    /** @param open in order; the first of them never waits */
    static Round of(List<BatchItem> open) {
        Set<BatchItem> waiting = new HashSet<>();
        Earlier earlier = new Earlier();
        int end = 0;
        for (int i = 0; i < open.size(); i++) {
            BatchItem item = open.get(i);
            if (earlier.concern(item.dependencies())) {
                waiting.add(item);
            } else {
                end = i + 1;
            }
            earlier.add(item.dependencies());
        }
        return new Round(open.subList(0, end), waiting);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    List<BatchItem> lookedUp() {
        return items.stream().filter(item -> item.plan().query().isPresent()).toList();
    }

    /** After the lookups: those that have something to send, no two of them about one record; the others end or wait. */
    List<BatchItem> decided() {
        List<BatchItem> decided = new ArrayList<>();
        Set<String> changed = new HashSet<>();
        for (BatchItem item : items.stream().filter(BatchItem::isOpen).toList()) {
            Call call = item.decide();
            Collection<String> ids = item.recordIds();
            if (waiting.contains(item) || !isNoneOf(ids, changed)) {
                changed.addAll(ids);
                item.postpone();
            } else if (call instanceof Call.Skip || call instanceof Call.Refuse) {
                item.end(WriteResult.of(call, 0, null));
            } else {
                changed.addAll(item.changesRecord() ? ids : Set.of());
                decided.add(item);
            }
        }
        return decided;
    }

    /** Goes through the few of one write; Collections.disjoint would go through all of the batch, for each write. */
    private static boolean isNoneOf(Collection<String> few, Set<String> many) {
        return few.stream().noneMatch(many::contains);
    }

    /** The values of the earlier writes. */
    private static final class Earlier {
        private final Map<String, List<Dependencies>> matching = new HashMap<>();
        private final Map<String, List<Dependencies>> writing = new HashMap<>();
        private final Set<String> referred = new HashSet<>();
        private final Set<String> written = new HashSet<>();
        private final Set<String> freed = new HashSet<>();

        boolean concern(Dependencies its) {
            return !(having(its.matched(), writing).noneMatch(its::mayFindBy)
                    && isNoneOf(its.referred(), written)
                    && isNoneOf(its.referred(), freed)
                    && having(its.written(), matching).noneMatch(earlier -> earlier.mayFindBy(its))
                    && isNoneOf(its.written(), referred)
                    && isNoneOf(its.freed(), referred));
        }

        void add(Dependencies its) {
            its.matched().forEach(value -> with(value, matching).add(its));
            its.written().forEach(value -> with(value, writing).add(its));
            referred.addAll(its.referred());
            written.addAll(its.written());
            freed.addAll(its.freed());
        }

        private static Stream<Dependencies> having(Set<String> values, Map<String, List<Dependencies>> byValue) {
            return values.stream().flatMap(value -> byValue.getOrDefault(value, List.of()).stream());
        }

        private static List<Dependencies> with(String value, Map<String, List<Dependencies>> byValue) {
            return byValue.computeIfAbsent(value, none -> new ArrayList<>());
        }
    }
}
