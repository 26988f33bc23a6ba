package sluice.embeddedorg.soql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.store.Records;
import sluice.embeddedorg.store.Row;

/**
 * Answers queries from the records. Equality and IN on an indexed field read only the rows that they name; all else
 * reads all rows of the object. Callers synchronise on the records.
 */
public final class QueryRunner {
    private final Records records;

    public QueryRunner(Records records) {
        this.records = records;
    }

    /** In the order of ORDER BY, otherwise of creation. LIMIT and OFFSET are done; COUNT() gives the rows to count. */
    public List<Row> run(Query query, boolean withDeleted) {
        Stream<Row> rows = candidates(query);
        if (withDeleted) {
            rows = Stream.concat(rows, records.deletedRows(query.type()).stream());
        }
        if (query.where().isPresent()) {
            Condition where = query.where().get();
            rows = rows.filter(row -> where.holds(records, row));
        }
        if (!query.orderBy().isEmpty()) {
            rows = rows.sorted(order(query.orderBy()));
        }
        return rows.skip(query.offset()).limit(query.limit()).toList();
    }

    private Stream<Row> candidates(Query query) {
        Optional<Set<Row>> indexed = query.where().flatMap(where -> byIndex(query.type(), where));
        return indexed.map(rows -> rows.stream().sorted(Comparator.comparingLong(Row::number)))
                .orElseGet(() -> records.rows(query.type()).stream());
    }

    /** The rows that may fulfil the condition; empty if only reading all of them tells. */
    private Optional<Set<Row>> byIndex(ObjectType type, Condition condition) {
        if (condition instanceof Condition.And and) {
            return and.parts().stream()
                    .map(part -> byIndex(type, part))
                    .flatMap(Optional::stream)
                    .min(Comparator.comparingInt(Set::size));
        }
        if (condition instanceof Condition.Or or) {
            return union(or.parts().stream().map(part -> byIndex(type, part)).toList());
        }
        if (condition instanceof Condition.OneOf equal && equal.path().isDirect()) {
            return byValues(type, equal.path().field(), equal.values());
        }
        return Optional.empty();
    }

    private Optional<Set<Row>> byValues(ObjectType type, Field field, Set<Object> values) {
        Set<Row> rows = new LinkedHashSet<>();
        for (Object value : values) {
            Optional<Collection<Row>> found =
                    value instanceof String text ? records.candidates(type, field, text) : Optional.empty();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            rows.addAll(found.get());
        }
        return Optional.of(rows);
    }

    private static Optional<Set<Row>> union(List<Optional<Set<Row>>> parts) {
        Set<Row> rows = new LinkedHashSet<>();
        for (Optional<Set<Row>> part : parts) {
            if (part.isEmpty()) {
                return Optional.empty();
            }
            rows.addAll(part.get());
        }
        return Optional.of(rows);
    }

    private Comparator<Row> order(List<Query.Order> orders) {
        List<Comparator<Row>> steps = new ArrayList<>();
        for (Query.Order order : orders) {
            steps.add((a, b) -> compare(order, a, b));
        }
        return steps.stream().reduce(Comparator::thenComparing).orElseThrow();
    }

    @SuppressWarnings("unchecked") // values of one field are of one type, which compares with itself
    private int compare(Query.Order order, Row left, Row right) {
        Field field = order.path().field();
        Object a = Literals.comparable(field, order.path().read(records, left));
        Object b = Literals.comparable(field, order.path().read(records, right));
        if (a == Literals.NULL || b == Literals.NULL) {
            int nullsFirst = Boolean.compare(b == Literals.NULL, a == Literals.NULL);
            return order.nullsLast() ? -nullsFirst : nullsFirst;
        }
        int result = ((Comparable<Object>) a).compareTo(b);
        return order.descending() ? -result : result;
    }
}
