package sluice.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The delivery log and the dead letters, newest first. Reads beside the writer. */
final class Listing {
    private static final String COLUMNS =
            "d.id, source.text, d.message_id, mapping.text, action.text, d.state, d.direct,"
                    + " d.attempts, d.uncertain, d.received_at, d.due_at, d.changed_at, "
                    + Outcomes.COLUMNS;

    private static final int DOUBT_COLUMN = 9;
    private static final int FIRST_OUTCOME_COLUMN = 13;
    private static final int BODY_COLUMN = FIRST_OUTCOME_COLUMN + Outcomes.COLUMN_COUNT;

    private static final String JOINS =
            """
            from delivery d
            join name source on source.id = d.source
            join name mapping on mapping.id = d.mapping
            join name action on action.id = d.action
            left join outcome o on o.delivery = d.id
            left join name operation on operation.id = o.operation
            left join name s_object on s_object.id = o.s_object""";

    private static final String ORDER = " order by d.id desc limit ? offset ?";

    private Listing() {}

    /** What asks for the rows of a filter; its arguments are those of the filter, the limit and the offset. */
    static String sql(DeliveryFilter filter) {
        return "select " + COLUMNS + " " + JOINS + new Condition(filter).sql() + ORDER;
    }

    /** A filter as SQL with its arguments. */
    private static final class Condition {
        private final List<String> parts = new ArrayList<>();
        private final List<Object> arguments = new ArrayList<>();

        Condition(DeliveryFilter filter) {
            if (!filter.ids().isEmpty()) {
                parts.add("d.id in " + Among.placeholders(filter.ids().size()));
                arguments.addAll(Among.padded(List.copyOf(filter.ids())));
            }
            if (!filter.states().isEmpty()) {
                parts.add(filter.states().stream() // as literals: an index is for one state
                        .map(state -> "d.state = " + state.code())
                        .sorted()
                        .collect(Collectors.joining(" or ", "(", ")")));
            }
            addName("mapping", filter.mapping());
            addName("action", filter.action());
            if (!filter.messageId().isEmpty()) {
                parts.add("d.id in (" + Seen.DELIVERIES + ")");
                arguments.addAll(List.of((Object[]) Seen.range(filter.messageId())));
                add("d.message_id = ?", filter.messageId());
            }
            add("d.received_at >= ?", filter.from().toEpochMilli());
            add("d.received_at < ?", filter.to().toEpochMilli());
        }

        private void addName(String column, String name) {
            if (!name.isEmpty()) {
                add("d." + column + " = (select id from name where text = ?)", name);
            }
        }

        private void add(String part, Object argument) {
            parts.add(part);
            arguments.add(argument);
        }

        String sql() {
            return " where " + String.join(" and ", parts);
        }

        Object[] arguments(Object... more) {
            List<Object> all = new ArrayList<>(arguments);
            all.addAll(List.of(more));
            return all.toArray();
        }
    }

    static Page<DeliveryRow> list(Session session, DeliveryFilter filter) throws SQLException {
        return page(session, filter, "select " + COLUMNS + " " + JOINS, Listing::row);
    }

    static Optional<LoggedDelivery> delivery(Session session, long id) throws SQLException {
        return session.first(
                "select " + COLUMNS + ", p.body " + JOINS + " left join payload p on p.id = d.payload where d.id = ?",
                row -> new LoggedDelivery(
                        row(row), Optional.ofNullable(row.getBytes(BODY_COLUMN)).map(EventBody::owning)),
                id);
    }

    static Page<DeadLetter> deadLetters(Session session, DeliveryFilter filter) throws SQLException {
        return page(
                session,
                filter.state(State.DEAD),
                "select " + COLUMNS + ", p.body " + JOINS + " join payload p on p.id = d.payload",
                row -> new DeadLetter(row(row), EventBody.owning(row.getBytes(BODY_COLUMN))));
    }

    /** Dead letters after one id, up to another. */
    static List<Delivery> deadOldestFirst(Session session, DeliveryFilter filter, long after, long last, int limit)
            throws SQLException {
        Condition condition = new Condition(filter.state(State.DEAD));
        return session.list(
                "select " + COLUMNS + ", p.body, " + StoredDelivery.SENT_AT + ", d.claims " + JOINS
                        + " join payload p on p.id = d.payload" + condition.sql()
                        + " and d.id > ? and d.id <= ? order by d.id limit ?",
                Listing::dead,
                condition.arguments(after, last, limit));
    }

    private static Delivery dead(ResultSet row) throws SQLException {
        DeliveryRow letter = row(row);
        return new Delivery(
                letter.id(),
                letter.source(),
                letter.messageId(),
                letter.mapping(),
                letter.action(),
                letter.state(),
                letter.attempts(),
                Doubt.of(row.getInt(DOUBT_COLUMN)),
                letter.receivedAt(),
                Instant.ofEpochMilli(row.getLong(BODY_COLUMN + 1)),
                letter.dueAt(),
                row.getLong(BODY_COLUMN + 2),
                Instant.EPOCH,
                EventBody.owning(row.getBytes(BODY_COLUMN)));
    }

    private static <T> Page<T> page(Session session, DeliveryFilter filter, String select, Session.RowReader<T> reader)
            throws SQLException {
        long ofStates = ofStates(session, filter);
        if (ofStates == 0) {
            return new Page<>(0, List.of());
        }
        Condition condition = new Condition(filter);
        List<T> items = session.list(
                select + condition.sql() + ORDER,
                reader,
                condition.arguments(atMost(filter, ofStates), filter.offset()));
        return new Page<>(total(session, filter, condition, ofStates), items);
    }

    /** Whoever has found all need not look any further. */
    private static long atMost(DeliveryFilter filter, long ofStates) {
        return filter.isByStateOnly()
                ? Math.min(filter.limit(), Math.max(0, ofStates - filter.offset()))
                : filter.limit();
    }

    private static long total(Session session, DeliveryFilter filter, Condition condition, long ofStates)
            throws SQLException {
        if (filter.isByStateOnly()) {
            return ofStates;
        }
        String counted = "select 1 from delivery d" + condition.sql() + " limit " + Page.MAX_COUNTED;
        return session.number("select count(*) from (" + counted + ") as counted", condition.arguments());
    }

    /** How many there are in the filter's states, whatever else it says. */
    private static long ofStates(Session session, DeliveryFilter filter) throws SQLException {
        return Tally.read(session).entrySet().stream()
                .filter(entry -> filter.states().isEmpty() || filter.states().contains(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static DeliveryRow row(ResultSet row) throws SQLException {
        return new DeliveryRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                State.of(row.getInt(6)),
                row.getBoolean(7),
                row.getInt(8),
                row.getInt(DOUBT_COLUMN) > 0,
                Instant.ofEpochMilli(row.getLong(10)),
                Instant.ofEpochMilli(row.getLong(11)),
                Instant.ofEpochMilli(row.getLong(12)),
                Outcomes.read(row, FIRST_OUTCOME_COLUMN));
    }
}
