package sluice.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Claims those who wait right behind claimed deliveries, to be written with them. In a transaction that has
 * {@link Store#holdRecordKeys}, so that nobody comes between; who is no head is claimed by nobody else. Their head's
 * turn is theirs, whatever they were put off to.
 */
final class Following {
    private static final String ALIKE =
            """
            select id, claims from delivery
             where state = 0 and direct = 0 and mapping = ? and record_keys = ? and id in\s""";

    private static final int STEP = 512;

    private final Names names;
    private final Claiming claiming;

    Following(Names names, Claiming claiming) {
        this.names = names;
        this.claiming = claiming;
    }

    /** One that may follow. */
    private record Waiting(long id, long claims) {
        boolean wasClaimed() {
            return claims > 0;
        }
    }

    /** @param heads of one claim */
    Map<Long, Line> claim(Session session, List<Delivery> heads, int max) throws SQLException {
        Map<Long, List<Waiting>> waiting = waiting(session, heads, max);
        List<Long> all =
                waiting.values().stream().flatMap(List::stream).map(Waiting::id).toList();
        Map<Long, Delivery> claimed = new HashMap<>();
        claiming.sendBehind(session, all, heads.get(0).leaseUntil()).forEach(next -> claimed.put(next.id(), next));
        Map<Long, Line> lines = new HashMap<>();
        waiting.forEach((head, line) -> lines.put(head, line(line, claimed)));
        return lines;
    }

    private static Line line(List<Waiting> waiting, Map<Long, Delivery> claimed) {
        List<Delivery> line = waiting.stream()
                .filter(next -> claimed.containsKey(next.id()))
                .map(next -> claimed.get(next.id()))
                .toList();
        boolean isCut = line.size() < waiting.size() && waiting.get(line.size()).wasClaimed();
        return new Line(line, isCut);
    }

    /** Heads that were claimed before come first, with all of theirs: what they were sent with has to fit again. */
    private Map<Long, List<Waiting>> waiting(Session session, List<Delivery> heads, int max) throws SQLException {
        List<OpenDelivery> followed = new ArrayList<>(followed(session, stillClaimed(session, heads)));
        followed.sort(Comparator.comparing(head -> head.claim() == 1));
        Map<Long, List<Waiting>> lines = new LinkedHashMap<>();
        boolean isPaused = claiming.isPaused(heads.get(0).mapping());
        int left = max;
        for (OpenDelivery head : followed) {
            int atMost = head.claim() > 1 ? max : left;
            List<Waiting> line = isPaused || atMost <= 0
                    ? List.of()
                    : next(session, head, heads.get(0).mapping(), atMost);
            if (!line.isEmpty()) {
                lines.put(head.id(), line);
            }
            left -= line.size();
        }
        return lines;
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

    /** Those who come next in the lines of all the keys, as long as they are alike. */
    private List<Waiting> next(Session session, OpenDelivery head, String mapping, int max) throws SQLException {
        List<Long> line = KeyLines.behind(session, head.keys(), max);
        Map<Long, Waiting> alike = alike(session, head, names.id(session, mapping), line);
        return line.stream().takeWhile(alike::containsKey).map(alike::get).toList();
    }

    private Map<Long, Waiting> alike(Session session, OpenDelivery head, long mapping, List<Long> line)
            throws SQLException {
        Map<Long, Waiting> alike = new HashMap<>();
        for (int first = 0; first < line.size(); first += STEP) {
            List<Long> step = line.subList(first, Math.min(first + STEP, line.size()));
            List<Object> arguments = new ArrayList<>(List.of(mapping, RecordKeys.pack(head.keys())));
            arguments.addAll(Among.padded(step));
            session.list(
                            ALIKE + Among.placeholders(step.size()),
                            row -> new Waiting(row.getLong(1), row.getLong(2)),
                            arguments.toArray())
                    .forEach(next -> alike.put(next.id(), next));
        }
        return alike;
    }
}
