package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Claims those who wait right behind claimed deliveries, to be written with them. In a transaction that has
 * {@link Store#holdRecordKeys}, so that nobody comes between; who is no head is claimed by nobody else.
 */
final class Following {
    private static final String ALIKE =
            """
            select id from delivery
             where state = 0 and direct = 0 and mapping = ? and due_at <= ? and record_keys = ? and id in\s""";

    private static final int STEP = 512;

    private final Clock clock;
    private final Names names;
    private final Claiming claiming;

    Following(Clock clock, Names names, Claiming claiming) {
        this.clock = clock;
        this.names = names;
        this.claiming = claiming;
    }

    /** @param heads of one claim */
    Map<Long, List<Delivery>> claim(Session session, List<Delivery> heads, int max) throws SQLException {
        Map<Long, List<Long>> lines = new LinkedHashMap<>();
        int left = claiming.isPaused(heads.get(0).mapping()) ? 0 : max;
        for (OpenDelivery head : followed(session, stillClaimed(session, heads))) {
            List<Long> line = left > 0 ? line(session, head, heads.get(0).mapping(), left) : List.of();
            lines.put(head.id(), line);
            left -= line.size();
        }
        Map<Long, Delivery> claimed = new HashMap<>();
        List<Long> all = lines.values().stream().flatMap(List::stream).toList();
        claiming.sendBehind(session, all, heads.get(0).leaseUntil()).forEach(next -> claimed.put(next.id(), next));
        Map<Long, List<Delivery>> followers = new LinkedHashMap<>();
        lines.forEach((head, line) -> followers.put(
                head,
                line.stream().filter(claimed::containsKey).map(claimed::get).toList()));
        followers.values().removeIf(List::isEmpty);
        return followers;
    }

    private static List<OpenDelivery> stillClaimed(Session session, List<Delivery> heads) throws SQLException {
        Map<Long, Long> claims = new HashMap<>();
        heads.forEach(head -> claims.put(head.id(), head.claim()));
        return OpenDelivery.read(session, heads.stream().map(Delivery::id).toList()).values().stream()
                .filter(open -> open.state() == State.SENDING && open.claim() == claims.get(open.id()))
                .filter(open -> !open.keys().isEmpty())
                .toList();
    }

    private static List<OpenDelivery> followed(Session session, List<OpenDelivery> heads) throws SQLException {
        Set<RecordKey> followed = KeyLines.followed(
                session, heads.stream().map(head -> head.keys().get(0)).toList());
        return heads.stream()
                .filter(head -> followed.contains(head.keys().get(0)))
                .toList();
    }

    /** Those who come next in the lines of all the keys, as long as they are alike and due. */
    private List<Long> line(Session session, OpenDelivery head, String mapping, int max) throws SQLException {
        List<Long> line = KeyLines.behind(session, head.keys(), max);
        Set<Long> alike = alike(session, head, names.id(session, mapping), line);
        List<Long> next = new ArrayList<>();
        for (int i = 0; i < line.size() && alike.contains(line.get(i)); i++) {
            next.add(line.get(i));
        }
        return next;
    }

    private Set<Long> alike(Session session, OpenDelivery head, long mapping, List<Long> line) throws SQLException {
        Set<Long> alike = new HashSet<>();
        for (int first = 0; first < line.size(); first += STEP) {
            List<Long> step = line.subList(first, Math.min(first + STEP, line.size()));
            List<Object> arguments = new ArrayList<>(List.of(mapping, clock.millis(), RecordKeys.pack(head.keys())));
            arguments.addAll(Among.padded(step));
            alike.addAll(
                    session.list(ALIKE + Among.placeholders(step.size()), row -> row.getLong(1), arguments.toArray()));
        }
        return alike;
    }
}
