package sluice.embeddedorg.soql;

import java.util.List;
import java.util.Optional;
import sluice.embeddedorg.schema.ObjectType;

/**
 * A query that the schema knows to be right. Immutable.
 *
 * @param select empty when {@code count}
 * @param limit {@code Integer.MAX_VALUE} where the query has none
 */
public record Query(
        ObjectType type,
        boolean count,
        List<FieldPath> select,
        Optional<Condition> where,
        List<Order> orderBy,
        int limit,
        int offset) {

    public Query {
        select = List.copyOf(select);
        orderBy = List.copyOf(orderBy);
    }

    record Order(FieldPath path, boolean descending, boolean nullsLast) {}
}
