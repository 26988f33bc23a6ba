package sluice.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the deliveries that wait right behind a row of a group into that row: those of its lane with all the same record
 * keys, due or not, since their row's turn is theirs. In a transaction that has {@link Store#holdRecordKeys}, so that nobody comes between. The lines stay
 * as they are: whoever is settled leaves them, in whatever order.
 */
final class Followers {
    private static final int STEP = 512;
    private static final int MOST_AT_ONCE = 10_000;

    private static final String PLACE =
            "select lane, deliveries - csv_rows from bulk_group where id = ? and merges = 1";

    private static final String LEADERS =
            "select id, record_keys from delivery where state = 7 and bulk_group = ? and group_row = id";

    /** Those in the row already, and those who may come into it. */
    private static final String ALIKE =
            """
            select id, state from delivery
             where (state = 7 and bulk_group = ? and group_row = ?
                    or state = 0 and direct = 0 and lane = ? and record_keys = ?)
               and id in\s""";

    private Followers() {}

    /** The first delivery of a row, with its record keys. */
    record Leader(long id, List<RecordKey> keys) {
        static Leader read(long id, byte[] packedKeys) {
            return new Leader(id, RecordKeys.unpack(packedKeys));
        }
    }

    /**
     * Where they are put.
     *
     * @param followers that are there already
     */
    private record Place(long group, long lane, int followers) {}

    /** Into the rows of these leaders, if the group merges deliveries of one record: so many at most. How many. */
    static int join(Session session, long group, Collection<Leader> leaders, int max, long now) throws SQLException {
        Optional<Place> place = session.first(PLACE, row -> new Place(group, row.getLong(1), row.getInt(2)), group);
        if (place.isEmpty()) {
            return 0;
        }
        List<Joining.Seat> seats = new ArrayList<>();
        for (Leader leader : followed(session, leaders)) {
            seats.addAll(seats(session, place.get(), leader, max - seats.size()));
        }
        Joining.seated(session, group, now, seats, 0);
        return seats.size();
    }

    /** The same for every row of the group. */
    static int joinAll(Session session, long group, long now) throws SQLException {
        List<Leader> leaders = session.list(LEADERS, row -> Leader.read(row.getLong(1), row.getBytes(2)), group);
        return join(session, group, leaders, MOST_AT_ONCE, now);
    }

    private static List<Leader> followed(Session session, Collection<Leader> leaders) throws SQLException {
        List<Leader> keyed =
                leaders.stream().filter(leader -> !leader.keys().isEmpty()).toList();
        Set<RecordKey> followed = KeyLines.followed(
                session, keyed.stream().map(leader -> leader.keys().get(0)).toList());
        return keyed.stream()
                .filter(leader -> followed.contains(leader.keys().get(0)))
                .toList();
    }

    private static List<Joining.Seat> seats(Session session, Place place, Leader leader, int max) throws SQLException {
        List<Long> line = max > 0 ? KeyLines.behind(session, leader.keys(), place.followers() + max) : List.of();
        Map<Long, State> alike = alike(session, place, leader, line);
        return line.stream()
                .takeWhile(alike::containsKey)
                .filter(id -> alike.get(id) == State.WAITING)
                .limit(max)
                .map(id -> new Joining.Seat(id, leader.id()))
                .toList();
    }

    private static Map<Long, State> alike(Session session, Place place, Leader leader, List<Long> line)
            throws SQLException {
        Map<Long, State> alike = new HashMap<>();
        byte[] keys = RecordKeys.pack(leader.keys());
        for (int first = 0; first < line.size(); first += STEP) {
            List<Long> step = line.subList(first, Math.min(first + STEP, line.size()));
            List<Object> arguments = new ArrayList<>(List.of(place.group(), leader.id(), place.lane(), keys));
            arguments.addAll(Among.padded(step));
            session.list(
                    ALIKE + Among.placeholders(step.size()),
                    row -> alike.put(row.getLong(1), State.of(row.getInt(2))),
                    arguments.toArray());
        }
        return alike;
    }
}
